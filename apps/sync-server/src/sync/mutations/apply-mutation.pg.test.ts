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
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import { applyMutation } from './apply-mutation.ts';
import { applyMutations } from './apply-mutations.ts';

let database: TestDatabase;
let tenant: Tenant;
let mara: FixtureAgent;
let jonas: FixtureAgent;
let conversationId: number;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
});
afterAll(() => database.close());
beforeEach(async () => {
  tenant = await database.createTenant();
  mara = await createAgent(database.pool, tenant, 'mara');
  jonas = await createAgent(database.pool, tenant, 'jonas');
  conversationId = await createConversation(database.pool, tenant, { assignedTo: mara.userId });
});

const sql = (text: string, values?: readonly unknown[]) => operatorSql(database.pool, tenant, text, values);
const request = (agent: FixtureAgent, enqueued?: number[]) =>
  mutationRequest(database.pool, tenant, agent, enqueued);
const reply = (id: number, agent: FixtureAgent, content = 'Hello') =>
  mutation(id, 'sendMessage', {
    messageId: agent.firstId + id,
    conversationId,
    content,
    cannedResponseId: null,
  });

async function results(agent: FixtureAgent) {
  return await withTenant(database.pool, tenant.schemaName, {}, async ({ client }) => {
    const { rows } = await client.query<{ outcome: string; code: string | null }>(
      'select outcome, code from mutation_results where device_id = $1 order by mutation_id',
      [agent.deviceId],
    );
    return rows.map((row) => row.code ?? row.outcome);
  });
}

test('M2 a mutation that is sent 6 times concurrently has one effect and one result', async () => {
  const enqueued: number[] = [];
  const replies = await Promise.all(
    Array.from({ length: 6 }, () => applyMutation(request(mara, enqueued), reply(1, mara))),
  );
  expect(replies).toEqual(Array.from({ length: 6 }, () => ({ type: 'accepted', lastMutationId: 1 })));
  expect(await sql(`select count(*) from messages where direction = 'outbound'`)).toBe(1);
  expect(await results(mara)).toEqual(['applied']);
  expect(enqueued).toEqual([mara.firstId + 1]);
});

test('M2 a gap returns the expected id and changes nothing', async () => {
  expect(await applyMutation(request(mara), reply(3, mara))).toEqual({ type: 'gap', expectedId: 1 });
  expect(await results(mara)).toEqual([]);
});

test('M2 an infrastructure failure advances nothing, and a retry succeeds', async () => {
  const failing = {
    ...request(mara),
    enqueueOutboundMessages: () => Promise.reject(new Error('the queue cannot be reached')),
  };
  await expect(applyMutation(failing, reply(1, mara))).rejects.toThrow('the queue cannot be reached');
  expect(await sql(`select count(*) from messages where direction = 'outbound'`)).toBe(0);
  expect(await applyMutation(request(mara), reply(1, mara))).toEqual({ type: 'accepted', lastMutationId: 1 });
});

test('M2 three concurrent pushes of a queue with a refused mutation have each effect and result once', async () => {
  const enqueued: number[] = [];
  const queue = [reply(1, mara), reply(2, jonas), reply(3, mara), reply(4, mara)];
  await Promise.all([1, 2, 3].map(() => applyMutations(request(mara, enqueued), queue)));
  expect(await results(mara)).toEqual(['applied', 'HF_ID_FOREIGN', 'applied', 'applied']);
  expect(await sql(`select count(*) from messages where direction = 'outbound'`)).toBe(3);
  expect(enqueued).toEqual([1, 3, 4].map((id) => mara.firstId + id));
});

test('M2 two devices that write to the same conversations in opposite order do not deadlock', async () => {
  const other = await createConversation(database.pool, tenant, { assignedTo: mara.userId });
  await operatorSql(database.pool, tenant, `update users set role = 'supervisor'`);
  const queueOf = (agent: FixtureAgent, ids: readonly number[]) =>
    Array.from({ length: 20 }, (_, index) => {
      const conversationOf = ids[Math.floor(index / 10)] ?? conversationId;
      const { args, ...rest } = reply(index + 1, agent);
      return { ...rest, args: { ...args, conversationId: conversationOf } };
    });
  const settled: (string | null)[] = [];
  const push = (agent: FixtureAgent, ids: readonly number[]) =>
    applyMutations({ ...request(agent), onSettled: (code) => settled.push(code) }, queueOf(agent, ids));
  await Promise.all([push(mara, [conversationId, other]), push(jonas, [other, conversationId])]);
  expect(settled).toEqual(Array.from({ length: 40 }, () => null));
  // After a deadlock the mutations would have been applied in one transaction each.
  expect(await sql('select count(distinct row_xid) from mutation_results')).toBe(2);
});

test('M2 an infrastructure failure in the middle of a push keeps the mutations before it', async () => {
  const failing = {
    ...request(mara),
    enqueueOutboundMessages: (_: unknown, messageIds: readonly number[]) =>
      messageIds.includes(mara.firstId + 2) ? Promise.reject(new Error('away')) : Promise.resolve(),
  };
  const queue = [reply(1, mara), reply(2, mara), reply(3, mara)];
  await expect(applyMutations(failing, queue)).rejects.toThrow('away');
  expect(await results(mara)).toEqual(['applied']);
  expect(await applyMutations(request(mara), queue)).toEqual({ type: 'accepted', lastMutationId: 3 });
  expect(await results(mara)).toEqual(['applied', 'applied', 'applied']);
});

test('M2 another mutation with a used id is rejected', async () => {
  await applyMutation(request(mara), reply(1, mara));
  const other = { ...reply(1, mara), uuid: '11111111-1111-4111-8111-111111111111' };
  await expect(applyMutation(request(mara), other)).rejects.toMatchObject({ code: 'HF_MUTATION_ID_REUSED' });
});

test('M3 a refused mutation has a result, no effect, and does not stop the queue', async () => {
  await sql(`update conversations set assigned_to = $1`, [jonas.userId]);
  await applyMutation(request(mara), reply(1, mara));
  await applyMutation(request(mara), mutation(2, 'useCannedResponse', { cannedResponseId: 1 }));
  await applyMutation(request(mara), mutation(3, 'noSuchThing', {}));
  await applyMutation(request(mara), mutation(4, 'addNote', { conversationId: 'x' }));
  expect(await results(mara)).toEqual([
    'HF_NOT_ASSIGNED',
    'applied',
    'HF_MUTATION_UNKNOWN',
    'HF_MUTATION_INVALID',
  ]);
  expect(await sql(`select count(*) from messages where direction = 'outbound'`)).toBe(0);
});

test('M3 a violated constraint is a refusal, not a failure that is retried', async () => {
  await applyMutation(request(mara), reply(1, mara));
  const again = { ...reply(2, mara), args: reply(1, mara).args };
  expect(await applyMutation(request(mara), again)).toEqual({ type: 'accepted', lastMutationId: 2 });
  expect(await results(mara)).toEqual(['applied', 'HF_MUTATION_CONFLICT']);
});

test('M7 the server sets the time of a message and stores the time of writing in its metadata', async () => {
  await applyMutation(request(mara), reply(1, mara));
  const late = `select count(*) from messages where direction = 'outbound' and created_at > now() - interval '1 minute'
    and metadata->>'composed_at' = '2026-01-01T00:00:00.000Z'`;
  expect(await sql(late)).toBe(1);
});

test('Ids: a row with an id of another device is refused', async () => {
  await applyMutation(request(mara), {
    ...reply(1, mara),
    args: { messageId: jonas.firstId, conversationId, content: 'x', cannedResponseId: null },
  });
  await applyMutation(request(mara), {
    ...reply(2, mara),
    args: { messageId: 7, conversationId, content: 'x', cannedResponseId: null },
  });
  expect(await results(mara)).toEqual(['HF_ID_FOREIGN', 'HF_ID_FOREIGN']);
});

test('M5 of two concurrent claims one is applied and the other refused', async () => {
  await sql(`update conversations set assigned_to = null`);
  const claim = (agent: FixtureAgent) =>
    applyMutation(request(agent), mutation(1, 'claim', { conversationId, assignmentId: agent.firstId }));
  await Promise.all([claim(mara), claim(jonas)]);
  expect([await results(mara), await results(jonas)].flat().toSorted()).toEqual([
    'HF_ALREADY_CLAIMED',
    'applied',
  ]);
  expect(await sql('select count(*) from conversation_assignments')).toBe(1);
});

test('M5 a transfer from an agent who is no longer the assignee is refused', async () => {
  const args = { conversationId, fromUserId: jonas.userId, toUserId: jonas.userId, reason: null };
  await applyMutation(
    request(mara),
    mutation(1, 'transfer', { ...args, transferId: mara.firstId, assignmentId: mara.firstId + 1 }),
  );
  expect(await results(mara)).toEqual(['HF_ASSIGNEE_CHANGED']);
});

test('M5 of two read markers the later one wins, and the server computes the unread count', async () => {
  await sql(
    `insert into messages (conversation_id, direction, sender_type, created_at) values
    ($1, 'inbound', 'customer', '2026-01-02'), ($1, 'inbound', 'customer', '2026-01-03')`,
    [conversationId],
  );
  const read = (id: number, readUntil: string) =>
    applyMutation(request(mara), mutation(id, 'markRead', { conversationId, readUntil }));
  await read(1, '2026-01-02T00:00:00Z');
  expect(await sql('select unread_count from conversations')).toBe(1);
  await read(2, '2026-01-01T00:00:00Z');
  expect(await sql('select unread_count from conversations')).toBe(1);
});

test('M2 a push of a revoked device is rejected', async () => {
  await sql('update devices set revoked_at = now() where id = $1', [mara.deviceId]);
  await expect(applyMutation(request(mara), reply(1, mara))).rejects.toMatchObject({
    code: 'HF_DEVICE_REVOKED',
  });
});
