import { afterEach, beforeEach, expect, it } from 'vitest';
import { ActivityMonitor } from './activity.ts';
import { SerialQueue } from '../replica/serial-queue.ts';
import { LocalReplica } from '@holdfast/testkit/replica/local-replica';
import { sendMessageAction } from '@holdfast/testkit/replica/test-actions';
import { firstDelta } from '@holdfast/testkit/replica/test-rows';
import { Maintenance } from './maintenance.ts';

const rows = 60_000;
/** Maximum time of one step, on a machine that runs other work too. */
const longestStepMs = 3000;

let replica: LocalReplica;
let clock: number;
let activity: ActivityMonitor;
let writes: SerialQueue;
let maintenance: Maintenance;

beforeEach(async () => {
  replica = await LocalReplica.open();
  clock = 0;
  activity = new ActivityMonitor(() => clock);
  writes = new SerialQueue();
  maintenance = new Maintenance({ database: replica.database, writes, activity });
});
afterEach(async () => {
  await replica[Symbol.asyncDispose]();
});

it('frees the space of deleted rows in tables and indexes, in short steps', async () => {
  await fill(rows);
  clock += 20_000;
  await maintenance.run(never());
  const full = await sizes();
  await replica.database.rows(`delete from messages where id > ${rows / 10}`);
  await replica.database.rows(`update messages set status = 'read'`);

  activity.notice();
  clock += 20_000;
  const short = await maintenance.run(never());
  expect(short.map(({ statement }) => statement)).toContain('vacuum messages');
  expect(short.some(({ statement }) => /full|reindex/.test(statement))).toBe(false);

  clock += 600_000;
  const long = await maintenance.run(never());
  expect(long.length).toBeGreaterThan(0);
  const swept = await sizes();
  expect(swept.heap).toBeLessThan(full.heap / 5);
  expect(swept.indexes).toBeLessThan(full.indexes / 3);
  expect(Math.max(...[...short, ...long].map(({ tookMs }) => tookMs))).toBeLessThan(longestStepMs);
  expect(await replica.count('messages')).toBe(rows / 10);
  // Nothing is left to do.
  expect(await maintenance.run(never())).toEqual([]);
});

it('stops for activity of the agent and for a waiting delta', async () => {
  await fill(5000);
  expect(await maintenance.run(never())).toEqual([]);
  clock += 20_000;
  activity.notice();
  expect(await maintenance.run(never())).toEqual([]);

  clock += 20_000;
  const order: string[] = [];
  const running = maintenance.run(never()).then((steps) => order.push(`${steps.length} steps`));
  const delta = writes.run(() => {
    activity.notice();
    order.push('delta');
    return Promise.resolve();
  });
  await Promise.all([running, delta]);
  // The running step is completed, and no other begins.
  expect(order).toEqual(['delta', '1 steps']);
});

it('truncates the undo journal and the outbox when they are empty, and keeps queued mutations', async () => {
  await replica.apply(firstDelta([1]));
  await replica.act(sendMessageAction(1, 'queued'));
  await replica.database.rows(
    `insert into undo_journal select 'none', g::text, null from generate_series(1, 3000) g`,
  );
  await replica.database.rows(`delete from undo_journal where table_name = 'none'`);
  clock += 20_000;
  await maintenance.run(never());
  expect(await replica.count('outbox')).toBe(1);
  expect(await replica.count('undo_journal')).toBeGreaterThan(0);

  await replica.database.rows(`delete from outbox`);
  await replica.database.rows(`delete from undo_journal`);
  const steps = await maintenance.run(never());
  expect(steps.map(({ statement }) => statement)).toEqual(
    expect.arrayContaining(['truncate outbox', 'truncate undo_journal']),
  );
  expect(await replica.database.rows(`select pg_relation_size('undo_journal') as bytes`)).toEqual([
    { bytes: 0 },
  ]);
});

/** Writes rows as the server: the undo journal does not record them. */
async function fill(count: number): Promise<void> {
  await replica.database.rows(`set session_replication_role = replica`);
  await replica.database
    .rows(`insert into messages (id, conversation_id, direction, type, content, sender_type, status,
      metadata, created_at, updated_at, row_xid)
    select g, g / 20, 'inbound', 'text', repeat('word ', 12) || g, 'customer', 'delivered', '{}',
      now() - g * interval '1 minute', now(), '5'::xid8 from generate_series(1, ${count}) g`);
}

async function sizes(): Promise<{ readonly heap: number; readonly indexes: number }> {
  const [row] = await replica.database.rows<{ heap: number; indexes: number }>(
    `select pg_relation_size('messages') as heap, pg_indexes_size('messages') as indexes`,
  );
  if (row === undefined) throw new Error('the size of messages is missing');
  return row;
}

function never(): AbortSignal {
  return new AbortController().signal;
}
