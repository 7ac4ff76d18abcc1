import { digestConversations } from '@holdfast/schema/digest/digest-conversations';
import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { ConversationDigest } from '@holdfast/schema/protocol/digest';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';

import type { Tenant } from '../../db/tenant-directory.ts';
import { withTenant } from '../../db/with-tenant.ts';
import { createAgent, createConversation, operatorSql } from '@holdfast/testkit/server/sync-fixture';
import { asSuperuser } from '@holdfast/testkit/server/superuser-sql';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import { readCursor } from '../delta/read-cursor.ts';
import { withDigestSettings } from './with-digest-settings.ts';
import { verifyConversations } from './verify-conversations.ts';

const superuserUrl = inject('databaseUrl');
let database: TestDatabase;
let tenant: Tenant;
let userId: number;

beforeAll(async () => {
  database = await createTestDatabase(superuserUrl);
});
afterAll(() => database.close());
beforeEach(async () => {
  tenant = await database.createTenant();
  ({ userId } = await createAgent(database.pool, tenant, 'mara'));
});

const sql = (text: string, values?: readonly unknown[]) => operatorSql(database.pool, tenant, text, values);
const conversation = (assignedTo: number | null, messageCount = 3) =>
  createConversation(database.pool, tenant, { assignedTo, messageCount });
const whole = (conversationId: number): HeldConversation => ({
  conversationId,
  scope: 'mine',
  windowFrom: null,
});

/** The cursor and the digests that a correct replica would send for these conversations. */
async function stateOf(held: readonly HeldConversation[]) {
  return await withTenant(
    database.pool,
    tenant.schemaName,
    { isolation: 'repeatable read' },
    async ({ client }) => ({
      cursor: await readCursor(client),
      conversations: [...(await withDigestSettings(client, (run) => digestConversations(run, held)))],
    }),
  );
}

const verify = (request: { cursor: Cursor; conversations: readonly ConversationDigest[] }) =>
  verifyConversations(database.pool, tenant.schemaName, { userId, ...request });

/** Changes rows without stamping them. Only a defect could do that. */
async function changeUnstamped(statement: string): Promise<void> {
  await asSuperuser(superuserUrl, { database, tenant }, async (client) => {
    await client.query('set local session_replication_role = replica');
    await client.query(statement);
  });
}

test('V1 equal conversations are confirmed; a differing one is returned with the digests of both ends', async () => {
  const ids = [await conversation(userId), await conversation(userId)];
  const [same = 0, other = 0] = ids;
  const asked = await stateOf(ids.map(whole));
  expect(await verify(asked)).toEqual({ mismatches: [], undecided: [] });
  await changeUnstamped(`update messages set content = 'otherwise' where conversation_id = ${other}`);
  const { mismatches, undecided } = await verify(asked);
  expect(undecided).toEqual([]);
  expect(mismatches.map(({ conversationId }) => conversationId)).toEqual([other]);
  expect(mismatches[0]).toMatchObject({ reported: { rows: 5 }, own: { rows: 5 } });
  expect(mismatches[0]?.ownByTable).toMatchObject({
    messages: { rows: 3 },
    conversations: { rows: 1 },
    customers: { rows: 1 },
  });
  expect(same).not.toBe(other);
});

test.each([
  ['a message', `update messages set content = 'news'`],
  ['a deletion', `delete from messages where id = (select min(id) from messages)`],
  ['the customer', `update customers set name = 'Nadia B.'`],
  ['the conversation', `update conversations set priority = 'high'`],
])('V1 a conversation that changed since the cursor is undecided: %s', async (_, change) => {
  const id = await conversation(userId);
  const asked = await stateOf([whole(id)]);
  await sql(change);
  expect(await verify(asked)).toEqual({ mismatches: [], undecided: [id] });
  expect(await verify(await stateOf([whole(id)]))).toEqual({ mismatches: [], undecided: [] });
});

test('S5 conversations of other agents are undecided, whether their digest is right or wrong', async () => {
  const { userId: other } = await createAgent(database.pool, tenant, 'jonas');
  const foreign = await conversation(other);
  const { cursor, conversations } = await stateOf([whole(foreign), whole(987_654)]);
  expect(await verify({ cursor, conversations })).toEqual({ mismatches: [], undecided: [foreign, 987_654] });
  const guessed = conversations.map((digest) => ({ ...digest, hash: '7' }));
  expect(await verify({ cursor, conversations: guessed })).toEqual({
    mismatches: [],
    undecided: [foreign, 987_654],
  });
});

test('S2 of a conversation in the queue only the header and the customer are compared', async () => {
  const id = await conversation(null);
  const asked = await stateOf([{ conversationId: id, scope: 'queue', windowFrom: null }]);
  await changeUnstamped(`update messages set content = 'otherwise'`);
  expect(await verify(asked)).toEqual({ mismatches: [], undecided: [] });
  await changeUnstamped(`update conversations set last_message_preview = 'otherwise'`);
  expect((await verify(asked)).mismatches).toHaveLength(1);
});

test('S1 messages before the window are not compared', async () => {
  const id = await conversation(userId, 4);
  const first = await sql('select min(id) + 2 from messages');
  const windowFrom = { createdAt: '2026-01-01T00:00:03+00:00', id: first };
  const asked = await stateOf([{ conversationId: id, scope: 'mine', windowFrom }]);
  expect(asked.conversations[0]?.rows).toBe(4);
  await changeUnstamped(`update messages set content = 'otherwise' where id < ${first}`);
  expect(await verify(asked)).toEqual({ mismatches: [], undecided: [] });
});

test('E1 with a cursor of another epoch or an invalid cursor every conversation is undecided', async () => {
  const id = await conversation(userId);
  const { conversations, cursor } = await stateOf([whole(id)]);
  for (const other of [
    { ...cursor, epoch: 'another' },
    { ...cursor, snapshot: '1:2:x' },
  ])
    expect(await verify({ cursor: other, conversations })).toEqual({ mismatches: [], undecided: [id] });
});

test('digests restore the settings of their transaction', async () => {
  const zone = await withTenant(database.pool, tenant.schemaName, {}, async ({ client }) => {
    await client.query(`set local timezone = 'Asia/Kathmandu'`);
    await withDigestSettings(client, (run) => digestConversations(run, [whole(1)]));
    return (await client.query<{ TimeZone: string }>('show timezone')).rows[0]?.TimeZone;
  });
  expect(zone).toBe('Asia/Kathmandu');
});
