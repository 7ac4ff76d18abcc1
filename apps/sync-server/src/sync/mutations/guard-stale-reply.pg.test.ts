import type { ReplyBasis } from '@holdfast/schema/mutators/reply-basis';
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
import { setTenantSettings } from '../../tenants/set-tenant-settings.ts';
import { applyMutation } from './apply-mutation.ts';

let database: TestDatabase;
let tenant: Tenant;
let mara: FixtureAgent;
let conversationId: number;
let seen: ReplyBasis;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
});
afterAll(() => database.close());
beforeEach(async () => {
  tenant = await database.createTenant();
  mara = await createAgent(database.pool, tenant, 'mara');
  conversationId = await createConversation(database.pool, tenant, { assignedTo: mara.userId });
  const id = await sql('select id from messages');
  seen = {
    newestInbound: { id, createdAt: '2026-01-01T00:00:01Z' },
    status: 'open',
    assignedTo: mara.userId,
    isLive: false,
  };
});

const sql = (text: string, values?: readonly unknown[]) => operatorSql(database.pool, tenant, text, values);

const receiveMessage = (ago: string, type = 'text') =>
  sql(
    `insert into messages (conversation_id, direction, sender_type, type, created_at)
     values ($1, 'inbound', 'customer', $3, now() - $2::interval)`,
    [conversationId, ago, type],
  );

let nextId = 1;
beforeEach(() => {
  nextId = 1;
});

/** Sends a reply with this basis. Returns the outcome. */
async function sendReply(basis: ReplyBasis | null, version = 2) {
  const id = nextId++;
  const args = { messageId: mara.firstId + id, conversationId, content: 'Hi', cannedResponseId: null };
  const reply = { ...mutation(id, 'sendMessage', version === 1 ? args : { ...args, basis }), version };
  await applyMutation(mutationRequest(database.pool, tenant, mara), reply);
  return await withTenant(database.pool, tenant.schemaName, {}, async ({ client }) => {
    const { rows } = await client.query<{ code: string | null; details: Record<string, unknown> }>(
      'select code, details from mutation_results where device_id = $1 and mutation_id = $2',
      [mara.deviceId, id],
    );
    return rows[0];
  });
}

test('M6 a reply to the newest message is sent', async () => {
  expect(await sendReply(seen)).toMatchObject({ code: null });
  expect(
    await sendReply({ ...seen, newestInbound: { id: null, createdAt: '2026-01-01T00:00:01Z' } }),
  ).toMatchObject({
    code: null,
  });
});

test('M6 a reply queued offline is held if the customer has written since', async () => {
  await receiveMessage('3 seconds');
  await receiveMessage('1 second');
  const held = await sendReply(seen);
  expect(held).toMatchObject({
    code: 'HF_REPLY_STALE',
    details: { reasons: ['newer-messages'], newerMessages: 2, assignedTo: mara.userId },
  });
  expect(Date.parse(String(held?.details['newestMessageAt']))).toBeGreaterThan(Date.now() - 60_000);
  expect(await sql(`select count(*) from messages where direction = 'outbound'`)).toBe(0);
});

test('M6 a live reply is sent if the newer message is 3 s old and held if it is 11 s old', async () => {
  await receiveMessage('3 seconds');
  expect(await sendReply({ ...seen, isLive: true })).toMatchObject({ code: null });
  await receiveMessage('11 seconds');
  expect(await sendReply({ ...seen, isLive: true })).toMatchObject({
    code: 'HF_REPLY_STALE',
    details: { newerMessages: 1 },
  });
});

test('M6 a reaction does not make a reply stale', async () => {
  await receiveMessage('3 seconds', 'reaction');
  expect(await sendReply(seen)).toMatchObject({ code: null });
});

test('M6 a reply is held if the conversation was resolved since, but not if the agent saw it resolved', async () => {
  await sql(`update conversations set status = 'resolved', resolved_at = now()`);
  expect(await sendReply(seen)).toMatchObject({ code: 'HF_REPLY_STALE', details: { reasons: ['resolved'] } });
  expect(await sendReply({ ...seen, isLive: true })).toMatchObject({ code: null });
  await sql(`update conversations set status = 'resolved', resolved_at = now()`);
  expect(await sendReply({ ...seen, status: 'resolved' })).toMatchObject({ code: null });
});

test('M6 a reply is held if the assignee changed; without the right to reply it is refused with HF_NOT_ASSIGNED', async () => {
  const jonas = await createAgent(database.pool, tenant, 'jonas');
  await sql(`update users set role = 'supervisor' where id = $1`, [mara.userId]);
  await sql(`update conversations set assigned_to = $1`, [jonas.userId]);
  expect(await sendReply(seen)).toMatchObject({
    code: 'HF_REPLY_STALE',
    details: { reasons: ['reassigned'], assignedTo: jonas.userId },
  });
  await sql(`update users set role = 'agent' where id = $1`, [mara.userId]);
  expect(await sendReply(seen)).toMatchObject({ code: 'HF_NOT_ASSIGNED' });
});

test('M6 a reply without a basis, or of version 1, is not guarded', async () => {
  await receiveMessage('1 hour');
  expect(await sendReply(null)).toMatchObject({ code: null });
  expect(await sendReply(null, 1)).toMatchObject({ code: null });
});

test('M6 the tenant setting sends, refuses or holds stale replies', async () => {
  await receiveMessage('1 hour');
  const set = (staleReplies: 'hold' | 'send' | 'refuse') =>
    setTenantSettings(database.pool, { slug: tenant.slug, settings: { staleReplies }, actor: 'test' });
  await set('refuse');
  expect(await sendReply(seen)).toMatchObject({ code: 'HF_REPLY_STALE_REFUSED' });
  await set('send');
  expect(await sendReply(seen)).toMatchObject({ code: null });
  await set('hold');
  expect(await sendReply(seen)).toMatchObject({ code: 'HF_REPLY_STALE' });
});

test('Versions: a mutation of a newer version is refused, and the next id is accepted', async () => {
  expect(await sendReply(seen, 3)).toMatchObject({ code: 'HF_MUTATION_UNKNOWN' });
  expect(await sendReply(seen)).toMatchObject({ code: null });
});
