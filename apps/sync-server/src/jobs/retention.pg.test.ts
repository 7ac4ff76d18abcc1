import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';

import type { Tenant } from '../db/tenant-directory.ts';
import { createDirectoryFileStore, type FileStore } from '../files/file-store.ts';
import { createLogger } from '../logging/create-logger.ts';
import { createAgent, createConversation, operatorSql } from '@holdfast/testkit/server/sync-fixture';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import { applyRetention } from './retention.ts';

const periods = { resolvedConversations: 183, attachments: 90, logs: 7, tombstones: 30 };

let database: TestDatabase;
let tenant: Tenant;
let directory: string;
let files: FileStore;
let conversationId: number;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  directory = await mkdtemp(join(tmpdir(), 'holdfast-retention-'));
  files = createDirectoryFileStore(directory);
});
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});
beforeEach(async () => {
  tenant = await database.createTenant();
  const { userId } = await createAgent(database.pool, tenant, 'mara');
  conversationId = await createConversation(database.pool, tenant, { assignedTo: userId });
});

const sql = (text: string, values?: readonly unknown[]) => operatorSql(database.pool, tenant, text, values);
const applyAll = () =>
  applyRetention({ pool: database.pool, logger: createLogger('silent'), files, periods });

const resolve = (resolved: string, lastMessage: string) =>
  sql(
    `update conversations set status = 'resolved', resolved_at = now() - $2::interval, last_message_at = now() - $3::interval where id = $1`,
    [conversationId, resolved, lastMessage],
  );
const archivedConversations = () => sql(`select count(*) from conversations where status = 'archived'`);

test('archives a conversation resolved 184 days ago, but not one resolved 182 days ago', async () => {
  await resolve('182 days', '182 days');
  await applyAll();
  expect(await archivedConversations()).toBe(0);
  await resolve('184 days', '184 days');
  await applyAll();
  expect(await archivedConversations()).toBe(1);
});

test('does not archive a resolved conversation with a later message', async () => {
  await resolve('300 days', '2 days');
  await applyAll();
  expect(await archivedConversations()).toBe(0);
});

test('archives more conversations than fit into one transaction', async () => {
  await resolve('300 days', '300 days');
  await sql(`insert into conversations (customer_id, platform, status, resolved_at)
    select customer_id, platform, 'resolved', resolved_at from conversations, generate_series(1, 450)`);
  await applyAll();
  expect(await archivedConversations()).toBe(451);
});

async function attach(bytes: string, age: string): Promise<string> {
  const key = await files.put(tenant.slug, Buffer.from(bytes), 'png');
  await sql(
    `insert into message_attachments (message_id, conversation_id, type, url, created_at)
     select id, conversation_id, 'image', $1, now() - $2::interval from messages limit 1`,
    [key, age],
  );
  return key;
}

const archivedAttachments = () =>
  sql(`select count(*) from message_attachments where metadata ? 'archived_at'`);
/** Size in bytes of a file in a store; null if the store does not have it. */
async function sizeIn(store: FileStore, key: string): Promise<number | null> {
  const found = await store.open(tenant.slug, key);
  found?.stream.destroy();
  return found?.size ?? null;
}

const archiveOf = () => createDirectoryFileStore(join(directory, '.archive'));

test('archives an attachment older than 90 days once; it can still be opened', async () => {
  const key = await attach('old', '91 days');
  await attach('young', '89 days');
  await applyAll();
  await applyAll();
  expect(await archivedAttachments()).toBe(1);
  expect(await sizeIn(files, key)).toBe(3);
  expect(await sizeIn(archiveOf(), key)).toBe(3);
});

test('does not move a file that a newer attachment shares', async () => {
  const key = await attach('shared', '91 days');
  await attach('shared', '1 day');
  await applyAll();
  expect(await archivedAttachments()).toBe(1);
  expect(await sizeIn(archiveOf(), key)).toBeNull();
  expect(await sizeIn(files, key)).toBe(6);
});

test('removes the payload of processed events after 7 days and keeps their ids; failed events keep both', async () => {
  const channel = await sql(`insert into channels (platform, name) values ('http', 'shop') returning id`);
  await sql(
    `insert into channel_events (channel_id, external_id, payload, state, received_at) values
       ($1, 'old', '{"a": 1}', 'processed', now() - interval '8 days'),
       ($1, 'young', '{"a": 1}', 'processed', now() - interval '6 days'),
       ($1, 'failed', '{"a": 1}', 'failed', now() - interval '8 days')`,
    [channel],
  );
  await applyAll();
  expect(await sql(`select count(*) from channel_events`)).toBe(3);
  expect(await sql(`select count(*) from channel_events where payload = '{}'`)).toBe(1);
});

const prunedThrough = () => sql(`select tombstones_pruned_through::text from sync_state`);

test('E4 prunes tombstones older than 30 days and records the newest pruned stamp', async () => {
  await sql(`delete from messages`);
  const old = await sql(`select row_xid::text from tombstones`);
  await applyAll();
  expect(await prunedThrough()).toBeNaN();
  await sql(`update tombstones set deleted_at = now() - interval '31 days'`);
  await sql(`update conversations set assigned_to = null`);
  await sql(`delete from users`);
  await applyAll();
  expect(await sql(`select count(*) from tombstones where table_name = 'messages'`)).toBe(0);
  expect(await sql(`select count(*) from tombstones where table_name = 'users'`)).toBe(1);
  expect(await prunedThrough()).toBe(old);
});
