import { protocolVersion } from '@holdfast/schema/protocol/protocol-version';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';

import type { Tenant } from '../../db/tenant-directory.ts';
import { parseCopy } from '@holdfast/testkit/server/parse-copy';
import { parseRows } from '@holdfast/testkit/server/parse-rows';
import {
  createAgent,
  createConversation,
  operatorSql,
  type FixtureAgent,
} from '@holdfast/testkit/server/sync-fixture';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import { computeDelta } from './compute-delta.ts';
import type { ReplicaPosition } from './replica-position.ts';
import type { ComputedDelta } from './computed-delta.ts';

let database: TestDatabase;
let tenant: Tenant;
let mara: FixtureAgent;
let jonas: FixtureAgent;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
});
afterAll(() => database.close());
beforeEach(async () => {
  tenant = await database.createTenant();
  mara = await createAgent(database.pool, tenant, 'mara');
  jonas = await createAgent(database.pool, tenant, 'jonas');
});

const sql = (text: string, values?: readonly unknown[]) => operatorSql(database.pool, tenant, text, values);
const conversation = (assignedTo: number | null, messageCount = 1) =>
  createConversation(database.pool, tenant, { assignedTo, messageCount });

function empty(agent: FixtureAgent): ReplicaPosition {
  const { userId, deviceId } = agent;
  return {
    userId,
    deviceId,
    cursor: null,
    held: new Map(),
    oldestPendingMutationId: null,
    protocolVersion,
    preferred: new Set<number>(),
  };
}

const deltaOf = (position: ReplicaPosition) => computeDelta(database.pool, tenant.schemaName, position);

async function synced(agent: FixtureAgent): Promise<ReplicaPosition> {
  return after(empty(agent), await deltaOf(empty(agent)));
}

function after(position: ReplicaPosition, computed: ComputedDelta): ReplicaPosition {
  return { ...position, cursor: computed.delta.to, held: computed.held };
}

/** The ids of the rows of a table in a delta; rows are parsed for the test only. */
function ids(computed: ComputedDelta, table: string): number[] {
  const { parts, copies } = computed.delta;
  return [
    ...parts.filter((part) => part.table === table).flatMap((part) => parseRows(part.rows)),
    ...copies.filter((copy) => copy.table === table).flatMap(parseCopy),
  ].map((row) => Number(row['id']));
}

test('E3 without changes the delta is empty', async () => {
  await conversation(mara.userId);
  const { delta } = await deltaOf(await synced(mara));
  expect(delta).toMatchObject({ left: [], removals: [], parts: [], entered: [], results: [] });
});

test('D1 a delta has exactly the changes in the scope, also with 10,001 new messages elsewhere', async () => {
  const [changed, calm] = [await conversation(mara.userId, 3), await conversation(mara.userId, 3)];
  const queued = await conversation(null, 2);
  const elsewhere = await conversation(jonas.userId);
  const before = await synced(mara);
  await sql(
    `with noted as (insert into conversation_notes (conversation_id, content) values ($1, 'a note')),
       tag as (insert into conversation_tags (name, color) values ('late', '#336699') returning id),
       tagged as (insert into conversation_tag (conversation_id, conversation_tag_id) select $1, id from tag),
       edited as (update messages set content = 'edited' where conversation_id = $1 returning id),
       attached as (insert into message_attachments (message_id, conversation_id, type) select id, $1, 'image' from edited),
       renamed as (update customers set name = 'Renamed'
         where id = (select customer_id from conversations where id = $2)),
       moved as (update conversations set customer_id = (select customer_id from conversations where id = $2) where id = $3)
     select 1`,
    [changed, calm, queued],
  );
  const { delta } = await deltaOf(before);
  expect(delta.parts.map(({ table }) => table).sort()).toEqual([
    'conversation_notes',
    'conversation_tag',
    'conversation_tags',
    'conversations',
    'customers',
    'message_attachments',
    'messages',
  ]);
  await sql(
    `insert into messages (conversation_id, direction, sender_type, content)
     select $1, 'inbound', 'customer', 'elsewhere' from generate_series(1, 10001)`,
    [elsewhere],
  );
  const beside = await deltaOf(before);
  const inOrder = (parts: typeof delta.parts) =>
    parts.map(({ table, rows }) => [
      table,
      parseRows(rows)
        .map((row) => JSON.stringify(row))
        .sort(),
    ]);
  expect(inOrder(beside.delta.parts)).toEqual(inOrder(delta.parts));
});

test('E2 a row whose transaction commits late is in the next delta', async () => {
  const id = await conversation(mara.userId);
  const before = await synced(mara);
  const late = await database.pool.connect();
  let position: ReplicaPosition;
  try {
    await late.query(`begin; set local search_path = ${tenant.schemaName}`);
    await late.query(
      `insert into messages (conversation_id, direction, sender_type, content) values (${id}, 'inbound', 'customer', 'late')`,
    );
    await sql(
      `insert into messages (conversation_id, direction, sender_type, content) values ($1, 'inbound', 'customer', 'early')`,
      [id],
    );
    const first = await deltaOf(before);
    expect(ids(first, 'messages')).toHaveLength(1);
    position = after(before, first);
    await late.query('commit');
  } finally {
    late.release();
  }
  const second = await deltaOf(position);
  expect(ids(second, 'messages')).toHaveLength(1);
  expect(ids(await deltaOf(after(position, second)), 'messages')).toEqual([]);
});

test('T1 a write by plain SQL is in the next delta', async () => {
  const id = await conversation(mara.userId);
  const position = await synced(mara);
  await sql(`update conversations set priority = 'urgent' where id = $1`, [id]);
  expect(ids(await deltaOf(position), 'conversations')).toEqual([id]);
});

test('T2 a deleted row is removed, and a deleted row outside the scope is not named', async () => {
  const [mine, theirs] = [await conversation(mara.userId, 3), await conversation(jonas.userId, 3)];
  const position = await synced(mara);
  await sql(`delete from messages where content = 'message 2'`);
  const { delta } = await deltaOf(position);
  expect(delta.removals).toEqual([{ table: 'messages', rowId: expect.any(Number), conversationId: mine }]);
  expect(JSON.stringify(delta)).not.toContain(`"conversationId":${theirs}`);
});

test('T2 a row that moves to a conversation of another agent is removed', async () => {
  const [mine, theirs] = [await conversation(mara.userId), await conversation(jonas.userId)];
  const position = await synced(mara);
  await sql(`update messages set conversation_id = $2 where conversation_id = $1`, [mine, theirs]);
  const { delta } = await deltaOf(position);
  expect(delta.removals).toEqual([{ table: 'messages', rowId: expect.any(Number), conversationId: mine }]);
  expect(delta.parts).toEqual([]);
});

test('T2 a tag that was removed and added again is present', async () => {
  const id = await conversation(mara.userId);
  const tag = await sql(`insert into conversation_tags (name, color) values ('vip', '#aa0000') returning id`);
  await sql(`insert into conversation_tag (conversation_id, conversation_tag_id) values ($1, $2)`, [id, tag]);
  const position = await synced(mara);
  await sql(`delete from conversation_tag`);
  await sql(`insert into conversation_tag (conversation_id, conversation_tag_id) values ($1, $2)`, [id, tag]);
  const { delta } = await deltaOf(position);
  expect(delta.removals).toEqual([{ table: 'conversation_tag', rowId: tag, conversationId: id }]);
  expect(delta.parts.map((part) => part.table)).toEqual(['conversation_tag']);
});

test('T2 TRUNCATE of a synced table is refused', async () => {
  await expect(
    database.pool.query(`set search_path = ${tenant.schemaName}; truncate messages cascade`),
  ).rejects.toThrow('use DELETE');
});

test('S1 conversations of the agent enter whole; S2 those in the queue enter with their header', async () => {
  const [mine, queued] = [await conversation(mara.userId, 2), await conversation(null, 2)];
  await conversation(jonas.userId, 2);
  await sql(`update conversations set status = 'archived' where id = $1`, [await conversation(mara.userId)]);
  const first = await deltaOf(empty(mara));
  expect(ids(first, 'conversations').toSorted((a, b) => a - b)).toEqual([mine, queued]);
  expect(ids(first, 'messages')).toHaveLength(2);
  expect(ids(first, 'customers')).toHaveLength(2);
  expect(first.delta.entered).toEqual([
    { conversationId: mine, scope: 'mine', windowFrom: null },
    { conversationId: queued, scope: 'queue', windowFrom: null },
  ]);
});

test('S1 the newest 500 messages enter, and changes to older ones are not sent', async () => {
  const id = await conversation(mara.userId, 503);
  const first = await deltaOf(empty(mara));
  expect(ids(first, 'messages')).toHaveLength(500);
  expect(first.delta.entered[0]?.windowFrom?.createdAt).toBe('2026-01-01T00:00:04+00:00');
  await sql(
    `update messages set status = 'read' where conversation_id = $1 and content in ('message 3', 'message 4')`,
    [id],
  );
  expect(ids(await deltaOf(after(empty(mara), first)), 'messages')).toHaveLength(1);
});

test('S3 shared and own canned responses are sent; one that is no longer shared is removed', async () => {
  const insert = `insert into canned_responses (title, shortcut, content, user_id, is_shared) values ($1, $1, 'x', $2, $3) returning id`;
  const shared = await sql(insert, ['shared', jonas.userId, true]);
  const own = await sql(insert, ['own', mara.userId, false]);
  await sql(insert, ['theirs', jonas.userId, false]);
  const first = await deltaOf(empty(mara));
  expect(ids(first, 'canned_responses')).toEqual([shared, own]);
  await sql(`update canned_responses set is_shared = false where id = $1`, [shared]);
  const { delta } = await deltaOf(after(empty(mara), first));
  expect(delta.removals).toEqual([{ table: 'canned_responses', rowId: shared, conversationId: null }]);
  expect(delta.parts).toEqual([]);
});

test('S4 a conversation that enters brings its whole window in the same delta, and leaves the other agent', async () => {
  const id = await conversation(jonas.userId, 20);
  const [forMara, forJonas] = [await synced(mara), await synced(jonas)];
  await sql(`update conversations set assigned_to = $2 where id = $1`, [id, mara.userId]);
  const [enters, leaves] = [await deltaOf(forMara), await deltaOf(forJonas)];
  expect(ids(enters, 'messages')).toHaveLength(20);
  expect(ids(enters, 'customers')).toHaveLength(1);
  expect(leaves.delta).toMatchObject({ left: [id], parts: [], entered: [] });
});

test('S4 a conversation that left and returned between two deltas brings only its changed rows', async () => {
  const id = await conversation(mara.userId, 20);
  const position = await synced(mara);
  await sql(`update conversations set assigned_to = $2 where id = $1`, [id, jonas.userId]);
  await sql(`update conversations set assigned_to = $2 where id = $1`, [id, mara.userId]);
  const { delta } = await deltaOf(position);
  expect(delta).toMatchObject({ left: [], entered: [] });
  expect(delta.parts.map((part) => part.table)).toEqual(['customers', 'conversations']);
});

test('S4 of a conversation that returns from mine to the queue only the header stays', async () => {
  const id = await conversation(mara.userId, 5);
  const position = await synced(mara);
  await sql(`update conversations set assigned_to = null where id = $1`, [id]);
  const computed = await deltaOf(position);
  expect(computed.delta.left).toEqual([id]);
  expect(computed.delta.entered).toEqual([{ conversationId: id, scope: 'queue', windowFrom: null }]);
  expect(ids(computed, 'messages')).toEqual([]);
  expect(ids(computed, 'conversations')).toEqual([id]);
});

test('E4 digests are requested if the cursor cannot be served: another epoch, an invalid cursor, pruned tombstones', async () => {
  await conversation(mara.userId, 2);
  const position = await synced(mara);
  expect((await deltaOf(position)).needsDigests).toBe(false);
  for (const snapshot of ['1:1:', `1:1:'`, '0:0:', '9:99999999999999999999999:']) {
    const cursor = { epoch: 'another', snapshot };
    expect(await deltaOf({ ...position, cursor })).toMatchObject({
      needsDigests: true,
      delta: { from: cursor, to: cursor },
    });
  }
  await sql(`update sync_state set tombstones_pruned_through = '5'`);
  expect((await deltaOf(position)).needsDigests).toBe(false);
  await sql(`update sync_state set tombstones_pruned_through = pg_current_xact_id()`);
  expect((await deltaOf(position)).needsDigests).toBe(true);
  await sql(`update sync_state set generation = generation + 1, tombstones_pruned_through = null`);
  expect((await deltaOf(position)).needsDigests).toBe(true);
});

test('S2 of a conversation in the queue only the header and the customer are sent, also when it changes', async () => {
  const id = await conversation(null, 2);
  const position = await synced(mara);
  await sql(
    `insert into messages (conversation_id, direction, sender_type) values ($1, 'inbound', 'customer')`,
    [id],
  );
  await sql(`update conversations set last_message_preview = 'Hello?' where id = $1`, [id]);
  const { delta } = await deltaOf(position);
  expect(delta.parts.map((part) => part.table)).toEqual(['customers', 'conversations']);
});

test('T3 no trigger function builds SQL at run time', async () => {
  const dynamic = await sql(
    `select count(*) from pg_proc where pronamespace = current_schema()::regnamespace and prosrc ~* '\\mexecute\\M'`,
  );
  const functions = await sql(
    `select count(*) from pg_proc where pronamespace = current_schema()::regnamespace and prorettype = 'trigger'::regtype`,
  );
  expect({ dynamic, some: functions > 5 }).toEqual({ dynamic: 0, some: true });
});

test('E3 rows keep every digit and microsecond', async () => {
  const id = await conversation(mara.userId);
  const position = await synced(mara);
  await sql(
    `update conversations set metadata = '{"order": 12345678901234567890, "ü": "\\u00e9\\"\\n"}', last_message_at = '2026-02-03 04:05:06.789012+00' where id = $1`,
    [id],
  );
  const { delta } = await deltaOf(position);
  const text = delta.parts.find((part) => part.table === 'conversations')?.rows ?? '';
  expect(text).toContain('12345678901234567890');
  expect(text).toContain('2026-02-03T04:05:06.789012+00:00');
});
