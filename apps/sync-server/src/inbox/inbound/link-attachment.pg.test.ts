import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import type { Tenant } from '../../db/tenant-directory.ts';
import { withTenant } from '../../db/with-tenant.ts';
import {
  createAgent,
  createConversation,
  operatorSql,
  type FixtureAgent,
} from '@holdfast/testkit/server/sync-fixture';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import { linkAttachment } from './link-attachment.ts';

const attachmentId = 1;

let database: TestDatabase;
let tenant: Tenant;
let mara: FixtureAgent;
let jonas: FixtureAgent;
let conversationId: number;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  tenant = await database.createTenant();
  mara = await createAgent(database.pool, tenant, 'mara');
  jonas = await createAgent(database.pool, tenant, 'jonas');
  conversationId = await createConversation(database.pool, tenant, {
    assignedTo: mara.userId,
    messageCount: 1,
  });
  await sql(
    `insert into message_attachments (id, message_id, conversation_id, type, url)
     select ${attachmentId}, id, conversation_id, 'image', 'ab/cd.png' from messages limit 1`,
  );
});
afterAll(() => database.close());

const sql = (text: string, values?: readonly unknown[]) => operatorSql(database.pool, tenant, text, values);

function link({ userId }: FixtureAgent, id = attachmentId): Promise<string> {
  const request = { tenant: tenant.slug, attachmentId: id, userId, linkKey: 'a key', now: 0 };
  return withTenant(database.pool, tenant.schemaName, {}, (transaction) =>
    linkAttachment(transaction, request),
  );
}

test('S1 only the agent of a conversation gets a link to its attachments, until it is archived', async () => {
  expect(await link(mara)).toContain('ab/cd.png');
  await expect(link(jonas)).rejects.toThrow('HF_NOT_FOUND');
  await expect(link(mara, attachmentId + 1)).rejects.toThrow('HF_NOT_FOUND');

  await sql(`update conversations set assigned_to = null where id = $1`, [conversationId]);
  await expect(link(mara)).rejects.toThrow('HF_NOT_FOUND');

  await sql(`update conversations set assigned_to = $2, status = 'archived' where id = $1`, [
    conversationId,
    mara.userId,
  ]);
  await expect(link(mara)).rejects.toThrow('HF_NOT_FOUND');
});
