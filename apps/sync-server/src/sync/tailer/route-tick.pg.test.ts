import type { Delta } from '@holdfast/schema/protocol/delta';
import { emptyChanges } from '@holdfast/schema/protocol/empty-delta';
import { protocolVersion } from '@holdfast/schema/protocol/protocol-version';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';

import type { Tenant } from '../../db/tenant-directory.ts';
import { withTenant } from '../../db/with-tenant.ts';
import {
  createAgent,
  createConversation,
  mutation,
  mutationRequest,
  operatorSql,
  type FixtureAgent,
} from '@holdfast/testkit/server/sync-fixture';
import { ModelReplica } from '@holdfast/testkit/server/model-replica';
import { parseCopy, textRow, type TextRow } from '@holdfast/testkit/server/parse-copy';
import { parseRows } from '@holdfast/testkit/server/parse-rows';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import { wholeScope } from '@holdfast/testkit/server/whole-scope';
import { computeDelta } from '../delta/compute-delta.ts';
import type { ReplicaPosition } from '../delta/replica-position.ts';
import { readCursor } from '../delta/read-cursor.ts';
import { parseSnapshot } from '../delta/snapshot.ts';
import { applyMutation } from '../mutations/apply-mutation.ts';
import { SubscribedRows } from './subscribed-rows.ts';
import { readTick } from './read-tick.ts';
import { routeTick } from './route-tick.ts';

let database: TestDatabase;
let tenant: Tenant;
let agents: FixtureAgent[];

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
});
afterAll(() => database.close());
beforeEach(async () => {
  tenant = await database.createTenant();
  agents = [];
  for (const name of ['mara', 'jonas', 'amira']) agents.push(await createAgent(database.pool, tenant, name));
});

const sql = (text: string, values?: readonly unknown[]) => operatorSql(database.pool, tenant, text, values);

/** One of the existing rows, chosen by a parameter. */
const oneOf = (table: string, parameter: string) =>
  `(select one.id from ${table} one order by one.id offset ${parameter}::int % greatest(1, (select count(*) from ${table})) limit 1)`;
const which = (table: string) => oneOf(table, '$1');
const whom = (table: string) => oneOf(table, '$2');

/** Changes by operators and customers. The two parameters choose among the existing rows. */
const changes = {
  assign: `update conversations set assigned_to = ${whom('users')} where id = ${which('conversations')}`,
  release: `update conversations set assigned_to = null where id = ${which('conversations')} and $2 >= 0`,
  status: `update conversations set status = (array['new','open','pending','resolved','archived'])[1 + $2::int % 5] where id = ${which('conversations')}`,
  message: `insert into messages (conversation_id, direction, sender_type, content) select ${which('conversations')}, 'inbound', 'customer', 'hello ' || $2`,
  deleteMessage: `delete from messages where id = ${which('messages')} and $2 >= 0`,
  oldMessages: `update messages set status = 'read' where conversation_id = ${which('conversations')} and $2 >= 0`,
  attachment: `insert into message_attachments (message_id, type, filename) select ${which('messages')}, 'image', $2::text`,
  note: `insert into conversation_notes (conversation_id, content) select ${which('conversations')}, 'note ' || $2`,
  tag: `insert into conversation_tag (conversation_id, conversation_tag_id) select ${which('conversations')}, ${whom('conversation_tags')} on conflict do nothing`,
  untag: `delete from conversation_tag where conversation_tag_id = ${whom('conversation_tags')} and $1 >= 0`,
  customer: `update customers set name = 'customer ' || $2 where id = ${which('customers')}`,
  merge: `update conversations set customer_id = ${whom('customers')} where id = ${which('conversations')}`,
  moveMessage: `update messages set conversation_id = ${whom('conversations')} where id = ${which('messages')}`,
  user: `update users set name = 'agent ' || $2 where id = ${which('users')}`,
  share: `update canned_responses set is_shared = not is_shared where id = ${which('canned_responses')} and $2 >= 0`,
  deleteConversation: `delete from conversations where id = ${which('conversations')} and $2::int % 4 = 0`,
} as const;

type Change = { readonly what: keyof typeof changes; readonly first: number; readonly second: number };

/** Creates conversations and messages if deletions have left few. */
async function replenish(): Promise<void> {
  if ((await sql('select least(count(distinct conversation_id), count(*) / 10) from messages')) > 3) return;
  for (let n = 0; n < 8; n += 1) {
    await createConversation(database.pool, tenant, {
      assignedTo: n % 4 === 3 ? null : (agents[n % 3]?.userId ?? null),
      messageCount: n === 0 ? 502 : 2,
    });
  }
}

async function seed(): Promise<void> {
  await replenish();
  await sql(`insert into conversation_tags (name, color) values ('vip', '#aa0000'), ('late', '#0000aa')`);
  await sql(`insert into canned_responses (title, shortcut, content, user_id, is_shared)
    select name, name, 'x', id, id % 2 = 0 from users`);
}

/**
 * Normal form of a delta, for comparison: rows are parsed (for the test only) and sorted, in both formats. Customers
 * that the replica already holds unchanged are left out, because they can come again with another conversation.
 */
function normal(delta: Omit<Delta, 'type' | 'batchId' | 'from'>, replica: ModelReplica) {
  const customersHeld = new Set((replica.contents()['customers'] ?? []).map((row) => JSON.stringify(row)));
  const byText = (a: unknown, b: unknown) => JSON.stringify(a).localeCompare(JSON.stringify(b));
  const rowsByTable = new Map<string, readonly TextRow[]>();
  const add = (table: string, rows: readonly TextRow[]) =>
    rowsByTable.set(table, [...(rowsByTable.get(table) ?? []), ...rows]);
  for (const { table, rows } of delta.parts) add(table, parseRows(rows).map(textRow));
  for (const copy of delta.copies) add(copy.table, parseCopy(copy));
  return {
    left: delta.left.toSorted((a, b) => a - b),
    entered: delta.entered.toSorted(byText),
    removals: delta.removals.toSorted(byText),
    results: delta.results,
    parts: [...rowsByTable]
      .map(([table, rows]) => [
        table,
        [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()]
          .filter((row) => table !== 'customers' || !customersHeld.has(JSON.stringify(row)))
          .toSorted(byText),
      ])
      .filter(([, rows]) => rows?.length !== 0)
      .toSorted(byText),
  };
}

/** A replica that holds its agent's whole scope. */
interface Started {
  readonly position: ReplicaPosition;
  readonly replica: ModelReplica;
}

test('D2 property: the part of a tick for each session equals the delta computed for it alone', async () => {
  await seed();
  const { userId, deviceId } = agents[0] ?? { userId: 0, deviceId: 0 };
  const second = { userId, deviceId: deviceId + 1_000_000 };
  const start = async (agent: { userId: number; deviceId: number }): Promise<Started> => {
    const empty = {
      ...agent,
      cursor: null,
      held: new Map(),
      oldestPendingMutationId: null,
      protocolVersion,
      preferred: new Set<number>(),
    };
    const replica = new ModelReplica();
    replica.apply(await wholeScope(database.pool, tenant.schemaName, agent.userId));
    return { position: { ...empty, cursor: replica.cursor, held: replica.held }, replica };
  };
  let routedCount = 0;
  let numbered = 0;
  const change = fc.record({
    what: fc.constantFrom(...(Object.keys(changes) as (keyof typeof changes)[])),
    first: fc.nat(50),
    second: fc.nat(50),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (list: Change[]) => {
      await replenish();
      // All replicas are at one snapshot when the tick begins.
      const replicas: Started[] = [];
      for (const agent of [...agents, second]) replicas.push(await start(agent));
      for (const { what, first, second: other } of list) await sql(changes[what], [first, other]);
      const [mara] = agents;
      if (mara === undefined) throw new Error('no agents');
      numbered += 1;
      await applyMutation(
        mutationRequest(database.pool, tenant, mara),
        mutation(numbered, 'useCannedResponse', { cannedResponseId: 1 }),
      );
      await withTenant(
        database.pool,
        tenant.schemaName,
        { isolation: 'repeatable read', readOnly: true },
        async ({ client }) => {
          const to = await readCursor(client);
          const { rows } = await client.query<{ id: string }>('select pg_export_snapshot() as id');
          const shared = { id: rows[0]?.id ?? '', onImported: () => {} };
          const since = parseSnapshot(replicas[0]?.position.cursor?.snapshot ?? '');
          if (since === null) throw new Error('no cursor');
          const tick = await readTick(
            client,
            since,
            to,
            new SubscribedRows(replicas.map(({ position }) => position)),
          );
          for (const { position, replica } of replicas) {
            const alone = await computeDelta(
              database.pool,
              tenant.schemaName,
              { ...position, cursor: replicas[0]?.position.cursor ?? null },
              shared,
            );
            const routed = tick === null ? null : routeTick(tick, position);
            const empty = { ...emptyChanges, to };
            expect(normal(routed?.delta ?? empty, replica)).toEqual(normal(alone.delta, replica));
            expect(routed?.held ?? position.held).toEqual(alone.held);
            if (routed !== null) routedCount += 1;
          }
        },
      );
    }),
    { numRuns: 40 },
  );
  expect(routedCount).toBeGreaterThan(40);
});
