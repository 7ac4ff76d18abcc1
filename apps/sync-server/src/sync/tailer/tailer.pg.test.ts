import { setTimeout as delay } from 'node:timers/promises';

import type { ReportDigests } from '@holdfast/schema/protocol/digest';
import { protocolVersion } from '@holdfast/schema/protocol/protocol-version';
import { schemaHash } from '@holdfast/schema/protocol/schema-hash';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, onTestFailed, test } from 'vitest';
import { SeededRandom } from '@holdfast/schema/random/seeded-random';

import type { ClusterPool } from '../../db/cluster-pool.ts';
import { createPool } from '../../db/create-pool.ts';
import type { Tenant } from '../../db/tenant-directory.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { createMetrics, type ServerMetrics } from '../../metrics/create-metrics.ts';
import { ModelReplica } from '@holdfast/testkit/server/model-replica';
import {
  createAgent,
  createConversation,
  operatorSql,
  type FixtureAgent,
} from '@holdfast/testkit/server/sync-fixture';
import { wholeScope } from '@holdfast/testkit/server/whole-scope';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import type { ReplicaPosition } from '../delta/replica-position.ts';
import { PostgresWakeUps } from '../../wake-ups/postgres-wake-ups.ts';
import type { WakeUps } from '../../wake-ups/wake-ups.ts';
import { AckWindow } from '../session/ack-window.ts';
import { SyncSession } from '../session/sync-session.ts';
import { FirstSyncAdmission } from '../session/first-sync-admission.ts';
import { Tailer, type TailedSession } from './tailer.ts';

let database: TestDatabase;
let tenant: Tenant;
let agents: FixtureAgent[];
let conversations: number[];
let metrics: ServerMetrics;
let tailer: Tailer;
const failures: unknown[] = [];

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
});
afterAll(() => database.close());
beforeEach(async () => {
  onTestFailed(() => void process.stderr.write(`HOLDFAST_TEST_SEED=${seed}\n`));
  tenant = await database.createTenant();
  agents = [];
  conversations = [];
  failures.length = 0;
  for (const name of ['mara', 'jonas', 'amira']) agents.push(await createAgent(database.pool, tenant, name));
  for (let n = 0; n < 9; n += 1) {
    const assignedTo = n % 3 === 2 ? null : (agents[n % 3]?.userId ?? null);
    conversations.push(await createConversation(database.pool, tenant, { assignedTo, messageCount: 3 }));
  }
  metrics = createMetrics();
  tailer = new Tailer({
    pool: database.pool,
    schemaName: tenant.schemaName,
    metrics,
    onError: (error) => failures.push(error),
  });
});

afterEach(() => tailer.stop());

/** Connects a replica until `stop` is called. It acknowledges each batch. While paused, its socket counts as full. */
function connect(agent: FixtureAgent, replica = new ModelReplica()) {
  const closed = new AbortController();
  const state = { paused: false, batches: 0 };
  const session = new SyncSession({
    id: 'test',
    schemaName: tenant.schemaName,
    userId: agent.userId,
    deviceId: agent.deviceId,
    hello: {
      protocolVersion,
      schemaHash: schemaHash(),
      cursor: replica.cursor,
      oldestPendingMutationId: null,
      heldWhole: [],
      heldQueue: [],
      heldHeaders: [],
      held: [...replica.held.values()],
    },
    tailer,
    flow: new AckWindow(),
    firstSyncs: new FirstSyncAdmission(2),
    metrics: createMetrics(),
    presence: null,
    readLastMutationId: () => Promise.resolve(0),
    bufferedBytes: () => (state.paused ? Number.MAX_SAFE_INTEGER : 0),
    clock: () => new Date(),
    random: () => 0,
    closed: closed.signal,
    draining: new AbortController().signal,
  });
  const done = (async () => {
    for await (const down of session.run()) {
      if (down.type === 'digestRequest') session.addDigests(everythingDiffers(replica));
      if (down.type !== 'delta') continue;
      replica.apply(down);
      state.batches += 1;
      session.acknowledge(down.batchId);
    }
  })();
  const stop = async () => {
    closed.abort();
    await done;
  };
  return { agent, replica, session, state, stop };
}

/** The report of a replica whose conversations all differ from the server's. */
function everythingDiffers(replica: ModelReplica): ReportDigests {
  const conversations = [...replica.held.values()].map((held) => ({ ...held, rows: 0, hash: '0' }));
  return { sessionId: 'test', oldestPendingMutationId: null, conversations, tables: [], isLast: true };
}

/** The contents of a replica that is built from the start now. */
async function rebuilt(agent: FixtureAgent) {
  const replica = new ModelReplica();
  replica.apply(await wholeScope(database.pool, tenant.schemaName, agent.userId));
  return replica.contents();
}

async function expectConvergence(connected: readonly ReturnType<typeof connect>[]) {
  for (const { agent, replica } of connected) {
    const expected = await rebuilt(agent);
    await expect.poll(() => replica.contents()).toEqual(expected);
  }
}

/** Set HOLDFAST_TEST_SEED to a printed seed to repeat its choices. */
const seed = Number(process.env['HOLDFAST_TEST_SEED'] ?? Date.now() % 2 ** 32);
const random = new SeededRandom(seed);
const chance = () => random.next();

const choose = <Item>(items: readonly Item[]): Item => {
  const item = items[Math.floor(chance() * items.length)];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
};

/** One transaction with a few changes, held open for up to 20 ms so that transactions overlap. */
async function write(): Promise<void> {
  await withTenant(database.pool, tenant.schemaName, {}, async ({ client }) => {
    const id = choose(conversations);
    await client.query(
      `insert into messages (conversation_id, direction, sender_type, content) values ($1, 'inbound', 'customer', 'x')`,
      [id],
    );
    if (chance() < 0.3) await client.query(`select pg_sleep(${chance() * 0.02})`);
    if (chance() < 0.3) {
      const to = choose([...agents.map((agent) => agent.userId), null]);
      await client.query('update conversations set assigned_to = $2 where id = $1', [
        choose(conversations),
        to,
      ]);
    }
    if (chance() < 0.1) {
      await client.query(
        'delete from messages where id = (select min(id) from messages where conversation_id = $1)',
        [choose(conversations)],
      );
    }
  });
}

async function writeAll(writers: number, each: number): Promise<void> {
  await Promise.all(
    Array.from({ length: writers }, async () => {
      // Two writers can lock two conversations in opposite order; the deadlock's victim tries again.
      for (let n = 0; n < each; n += 1) await write().catch(write);
    }),
  );
}

test('E2 no change is lost under concurrent writers, for attached replicas and for one that reconnects repeatedly', async () => {
  const [mara, jonas, amira] = agents;
  if (mara === undefined || jonas === undefined || amira === undefined) throw new Error('no agents');
  const connected = [connect(mara), connect(mara), connect(jonas), connect(amira)];
  let reconnecting = connect(jonas);
  const writing = writeAll(6, 25);
  for (let n = 0; n < 8; n += 1) {
    const { batches } = reconnecting.state;
    await expect.poll(() => reconnecting.state.batches).toBeGreaterThanOrEqual(Math.max(1, batches));
    await reconnecting.stop();
    reconnecting = connect(jonas, reconnecting.replica);
  }
  await writing;
  await expectConvergence([...connected, reconnecting]);
  expect(failures).toEqual([]);
  for (const { stop, state } of [...connected, reconnecting]) {
    expect(state.batches).toBeGreaterThan(0);
    await stop();
  }
});

test('D3 a paused replica is detached, delays no other, and catches up with one delta', async () => {
  const [mara, jonas] = agents;
  if (mara === undefined || jonas === undefined) throw new Error('no agents');
  const [slow, quick] = [connect(mara), connect(jonas)];
  await expectConvergence([slow, quick]);
  // A running own delta would still be sent.
  await expect.poll(() => slow.session.isAttached).toBe(true);
  slow.state.paused = true;
  const before = slow.state.batches;
  await writeAll(4, 10);
  await expectConvergence([quick]);
  expect(slow.state.batches).toBe(before);
  slow.state.paused = false;
  await expectConvergence([slow]);
  await Promise.all([slow.stop(), quick.stop()]);
});

test('E2 while a transaction stays open other changes are sent at once; its rows are sent when it commits', async () => {
  const [mara] = agents;
  const [id] = conversations;
  if (mara === undefined || id === undefined) throw new Error('no agents');
  const connected = connect(mara);
  await expectConvergence([connected]);
  const other = createPool({ databaseUrl: database.databaseUrl, maxConnections: 1 });
  const client = await other.connect();
  await client.query(`begin; set local search_path = "${tenant.schemaName}"`);
  await client.query(
    `insert into messages (conversation_id, direction, sender_type, content) values (${id}, 'inbound', 'customer', 'late')`,
  );
  await operatorSql(database.pool, tenant, `update users set name = 'Mara B.' where id = $1`, [mara.userId]);
  await expectConvergence([connected]);
  expect(JSON.stringify(connected.replica.contents())).not.toContain('late');
  await client.query('commit');
  client.release();
  await other.end();
  await expectConvergence([connected]);
  expect(JSON.stringify(connected.replica.contents())).toContain('late');
  await connected.stop();
});

test('E4 after a new generation attached replicas report digests and are sent the differences, without a reconnect', async () => {
  const [mara] = agents;
  if (mara === undefined) throw new Error('no agents');
  const connected = connect(mara);
  await expectConvergence([connected]);
  const epoch = connected.replica.cursor?.epoch;
  await operatorSql(database.pool, tenant, 'update sync_state set generation = generation + 1');
  await expect.poll(() => connected.replica.cursor?.epoch).not.toBe(epoch);
  await expectConvergence([connected]);
  await connected.stop();
});

test('E4 a delete whose tombstone is pruned before the next tick reaches attached replicas by a digest report', async () => {
  const [mara] = agents;
  if (mara === undefined) throw new Error('no agents');
  const connected = connect(mara);
  await expectConvergence([connected]);
  // The tick finds no trace of the delete.
  await withTenant(database.pool, tenant.schemaName, {}, async ({ client }) => {
    await client.query(`delete from messages where content = 'message 2'`);
    await client.query('delete from tombstones');
    await client.query('update sync_state set tombstones_pruned_through = pg_current_xact_id()');
  });
  await expectConvergence([connected]);
  expect(JSON.stringify(connected.replica.contents())).not.toContain('message 2');
  await connected.stop();
});

test('D2 live sessions and sessions with a near cursor do not wait for a busy pool', async () => {
  const { databaseUrl } = database;
  const pool = createPool({ databaseUrl, maxConnections: 1, tickConnections: 1 });
  pool.announceBy(database.pool.wakeUps);
  tailer = new Tailer({
    pool,
    schemaName: tenant.schemaName,
    metrics: createMetrics(),
    onError: (error) => failures.push(error),
  });
  const [mara, ...others] = agents.map((agent) => connect(agent));
  if (mara === undefined) throw new Error('no agents');
  await expectConvergence([mara, ...others]);

  const held = await pool.connect();
  await operatorSql(database.pool, tenant, `update users set name = 'Live ' || id`);
  await expectConvergence([mara, ...others]);
  await Promise.all(others.map(({ stop }) => stop()));
  await operatorSql(database.pool, tenant, `update users set name = 'Back ' || id`);
  const back = others.map(({ agent, replica }) => connect(agent, replica));
  await expectConvergence([mara, ...back]);
  expect(JSON.stringify(mara.replica.contents())).toContain('Back');

  held.release();
  await Promise.all([mara, ...back].map(({ stop }) => stop()));
  await tailer.stop();
  await pool.end();
  expect(failures).toEqual([]);
});

test('D6 sessions that reconnect one after the other share ticks', async () => {
  const [mara, jonas] = agents;
  if (mara === undefined || jonas === undefined) throw new Error('no agents');
  const live = connect(jonas);
  const first = connect(mara);
  await expectConvergence([live, first]);
  const { cursor, held } = first.replica;
  await first.stop();
  const ticks = async () => {
    const { values } = await metrics.tickSeconds.get();
    return values.find(({ metricName }) => metricName === 'holdfast_sync_tick_seconds_count')?.value ?? 0;
  };
  const position: ReplicaPosition = {
    userId: mara.userId,
    deviceId: mara.deviceId,
    protocolVersion,
    cursor,
    held,
    oldestPendingMutationId: null,
    preferred: new Set(),
  };
  const before = await ticks();
  const began = performance.now();
  const joined: Promise<unknown>[] = [];
  for (let n = 0; n < 150; n += 1) {
    // Two at a time, so that requests are batched.
    joined.push(tailer.join(position), tailer.join(position));
    await delay(2);
  }
  await Promise.all(joined);
  const maxTicks = (performance.now() - began) / 25;
  const after = await ticks();
  expect(after).toBeGreaterThan(before);
  expect(after - before).toBeLessThan(maxTicks + 5);
  await expectConvergence([live]);
  await live.stop();
});

test('D2 250 sessions receive a tick in groups, each once, and a session that leaves in between receives none', async () => {
  const [mara] = agents;
  if (mara === undefined) throw new Error('no agents');
  const position: ReplicaPosition = {
    ...mara,
    protocolVersion,
    cursor: null,
    held: new Map(),
    oldestPendingMutationId: null,
    preferred: new Set(),
  };
  const { computed } = await tailer.join(position);
  const { held } = computed;
  const receivers: number[] = [];
  const sessions = Array.from({ length: 250 }, (_, number): TailedSession => ({
    ...mara,
    held,
    tryDeliver: () => {
      const leaving = sessions[249];
      if (receivers.push(number) === 1 && leaving !== undefined) tailer.leave(leaving);
      return true;
    },
    detach: () => failures.push(`${number} was detached`),
  }));
  const joining = sessions.map(async (session) => {
    const { attach } = await tailer.join({ ...position, held, cursor: computed.delta.to });
    expect(attach(session)).toBe(true);
  });
  await Promise.all(joining);
  await operatorSql(database.pool, tenant, `update users set name = 'Mara Told'`);
  await expect.poll(() => receivers.length).toBe(249);
  expect(new Set(receivers)).toEqual(new Set(Array.from({ length: 249 }, (_, number) => number)));
  for (const session of sessions) tailer.leave(session);
  expect(failures).toEqual([]);
});

test('D2 a tailer stops with its last session and starts again with the next', async () => {
  const [mara] = agents;
  if (mara === undefined) throw new Error('no agents');
  const first = connect(mara);
  await expectConvergence([first]);
  await first.stop();
  await expect.poll(() => tailer.position).toBeNull();
  const second = connect(mara, first.replica);
  await writeAll(1, 3);
  await expectConvergence([second]);
  await second.stop();
});

/** Connects Mara to a separate process that uses the given wake-ups. */
async function connectElsewhere(wakeUps: WakeUps) {
  const pool = createPool({ databaseUrl: database.databaseUrl });
  pool.announceBy(wakeUps);
  tailer = new Tailer({
    pool,
    schemaName: tenant.schemaName,
    metrics: createMetrics(),
    onError: (error) => failures.push(error),
  });
  const [mara] = agents;
  if (mara === undefined) throw new Error('no agents');
  const connected = connect(mara);
  await expectConvergence([connected]);
  const stop = async () => {
    await connected.stop();
    await tailer.stop();
    await wakeUps.stop();
    await pool.end();
  };
  /** Renames Mara in a transaction of the pool; returns when her replica shows it. */
  const rename = async (writer: ClusterPool, name: string) => {
    await operatorSql(writer, tenant, 'update users set name = $2 where id = $1', [mara.userId, name]);
    const shown = () => JSON.stringify(connected.replica.contents());
    await expect.poll(shown, { interval: 5 }).toContain(name);
  };
  return { connected, pool, rename, stop };
}

test('D2 with every wake-up dropped the poll alone delivers, also commits of the same process', async () => {
  const announced: string[] = [];
  const silent: WakeUps = {
    announce: (schemaName) => announced.push(schemaName),
    listen: () => () => undefined,
    broadcast: () => undefined,
    subscribe: () => () => undefined,
    stop: () => Promise.resolve(),
  };
  const elsewhere = await connectElsewhere(silent);
  await elsewhere.rename(elsewhere.pool, 'Mara One');
  expect(announced).toEqual([tenant.schemaName]);
  await elsewhere.rename(database.pool, 'Mara Two');
  await writeAll(3, 5);
  await expectConvergence([elsewhere.connected]);
  expect(failures).toEqual([]);
  await elsewhere.stop();
});

test('D2 a commit of another process wakes the tailer long before the poll', async () => {
  const { databaseUrl } = database;
  const onError = (error: unknown) => failures.push(error);
  const elsewhere = await connectElsewhere(new PostgresWakeUps({ databaseUrl, onError }));
  const writer = createPool({ databaseUrl, maxConnections: 1 });
  const writersWakeUps = new PostgresWakeUps({ databaseUrl, onError });
  writer.announceBy(writersWakeUps);
  await elsewhere.rename(writer, 'Mara 0');
  const started = performance.now();
  for (let n = 1; n <= 20; n += 1) await elsewhere.rename(writer, `Mara ${n}.`);
  // With the poll alone each rename would take 1 s, because each waits for the previous one.
  expect(performance.now() - started).toBeLessThan(8000);
  expect(failures).toEqual([]);
  await writersWakeUps.stop();
  await writer.end();
  await elsewhere.stop();
});
