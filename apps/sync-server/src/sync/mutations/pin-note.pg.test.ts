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

let database: TestDatabase;
let tenant: Tenant;
let mara: FixtureAgent;
let jonas: FixtureAgent;
let conversationId: number;
let noteId: number;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
});
afterAll(() => database.close());
beforeEach(async () => {
  tenant = await database.createTenant();
  mara = await createAgent(database.pool, tenant, 'mara');
  jonas = await createAgent(database.pool, tenant, 'jonas');
  conversationId = await createConversation(database.pool, tenant, { assignedTo: mara.userId });
  noteId = await sql(
    `insert into conversation_notes (conversation_id, user_id, content) values ($1, $2, 'by Jonas') returning id`,
    [conversationId, jonas.userId],
  );
});

const sql = (text: string, values?: readonly unknown[]) => operatorSql(database.pool, tenant, text, values);
const isPinned = async () =>
  (await sql('select is_pinned::int from conversation_notes where id = $1', [noteId])) === 1;
const stamp = () => sql('select row_xid::text from conversation_notes where id = $1', [noteId]);

/** Applies a mutation and returns its outcome, or the code of the refusal. */
async function apply(agent: FixtureAgent, id: number, name: string, args: object = {}): Promise<unknown> {
  const pinning = mutation(id, name, { conversationId, noteId, ...args });
  await applyMutation(mutationRequest(database.pool, tenant, agent), pinning);
  return await withTenant(database.pool, tenant.schemaName, {}, async ({ client }) => {
    const { rows } = await client.query<{ outcome: string }>(
      'select coalesce(code, outcome) as outcome from mutation_results where device_id = $1 and mutation_id = $2',
      [agent.deviceId, id],
    );
    return rows[0]?.outcome;
  });
}

test('M5 the assignee pins and unpins a note of a colleague', async () => {
  expect(await apply(mara, 1, 'pinNote')).toBe('applied');
  expect(await isPinned()).toBe(true);
  expect(await apply(mara, 2, 'unpinNote')).toBe('applied');
  expect(await isPinned()).toBe(false);
});

test('M5 pinning a pinned note is no error and writes no row', async () => {
  await apply(mara, 1, 'pinNote');
  const before = await stamp();
  expect(await apply(mara, 2, 'pinNote')).toBe('applied');
  expect(await stamp()).toBe(before);
  expect(await isPinned()).toBe(true);
});

test('M5 an agent who is not the assignee may not pin a note, a supervisor may', async () => {
  expect(await apply(jonas, 1, 'pinNote')).toBe('HF_NOT_ASSIGNED');
  expect(await isPinned()).toBe(false);
  await sql(`update users set role = 'supervisor' where id = $1`, [jonas.userId]);
  expect(await apply(jonas, 2, 'pinNote')).toBe('applied');
  expect(await isPinned()).toBe(true);
});

test('M3 pinning a note that is missing or of another conversation is refused', async () => {
  const other = await createConversation(database.pool, tenant, { assignedTo: mara.userId });
  expect(await apply(mara, 1, 'pinNote', { noteId: noteId + 1000 })).toBe('HF_NOTE_UNKNOWN');
  expect(await apply(mara, 2, 'pinNote', { conversationId: other })).toBe('HF_NOTE_UNKNOWN');
  expect(await isPinned()).toBe(false);
});
