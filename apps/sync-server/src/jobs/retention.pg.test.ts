import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';

import type { Tenant } from '../db/tenant-directory.ts';
import { createDirectoryFileStore, type FileStore } from '../files/file-store.ts';
import { createLogger } from '../logging/create-logger.ts';
import { createAgent, createConversation, operatorSql } from '@holdfast/testkit/server/sync-fixture';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import { keepRetention } from './retention.ts';

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
const keep = () => keepRetention({ pool: database.pool, logger: createLogger('silent'), files, periods });

const resolve = (resolved: string, lastMessage: string) =>
  sql(
    `update conversations set status = 'resolved', resolved_at = now() - $2::interval, last_message_at = now() - $3::interval where id = $1`,
    [conversationId, resolved, lastMessage],
  );
const archivedConversations = () => sql(`select count(*) from conversations where status = 'archived'`);

test('a conversation that was resolved half a year ago is archived, one that is younger is not', async () => {
  await resolve('182 days', '182 days');
  await keep();
  expect(await archivedConversations()).toBe(0);
  await resolve('184 days', '184 days');
  await keep();
  expect(await archivedConversations()).toBe(1);
});

test('a resolved conversation in which somebody wrote since is not archived', async () => {
  await resolve('300 days', '2 days');
  await keep();
  expect(await archivedConversations()).toBe(0);
});

test('more conversations than one transaction takes are all archived', async () => {
  await resolve('300 days', '300 days');
  await sql(`insert into conversations (customer_id, platform, status, resolved_at)
    select customer_id, platform, 'resolved', resolved_at from conversations, generate_series(1, 450)`);
  await keep();
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
/** The size of a file in a store, null where it is not. */
async function sizeIn(store: FileStore, key: string): Promise<number | null> {
  const found = await store.open(tenant.slug, key);
  found?.stream.destroy();
  return found?.size ?? null;
}

const archiveOf = () => createDirectoryFileStore(join(directory, '.archive'));

test('an attachment older than 90 days is archived, once, and can still be opened', async () => {
  const key = await attach('old', '91 days');
  await attach('young', '89 days');
  await keep();
  await keep();
  expect(await archivedAttachments()).toBe(1);
  expect(await sizeIn(files, key)).toBe(3);
  expect(await sizeIn(archiveOf(), key)).toBe(3);
});

test('a file that a younger attachment shares stays where it is', async () => {
  const key = await attach('shared', '91 days');
  await attach('shared', '1 day');
  await keep();
  expect(await archivedAttachments()).toBe(1);
  expect(await sizeIn(archiveOf(), key)).toBeNull();
  expect(await sizeIn(files, key)).toBe(6);
});

test('processed events lose their payload after a week and keep their ids; failed ones keep both', async () => {
  const channel = await sql(`insert into channels (platform, name) values ('http', 'shop') returning id`);
  await sql(
    `insert into channel_events (channel_id, external_id, payload, state, received_at) values
       ($1, 'old', '{"a": 1}', 'processed', now() - interval '8 days'),
       ($1, 'young', '{"a": 1}', 'processed', now() - interval '6 days'),
       ($1, 'failed', '{"a": 1}', 'failed', now() - interval '8 days')`,
    [channel],
  );
  await keep();
  expect(await sql(`select count(*) from channel_events`)).toBe(3);
  expect(await sql(`select count(*) from channel_events where payload = '{}'`)).toBe(1);
});

const prunedThrough = () => sql(`select tombstones_pruned_through::text from sync_state`);

test('E4 a tombstone older than 30 days is pruned, and which was the newest is remembered', async () => {
  await sql(`delete from messages`);
  const old = await sql(`select row_xid::text from tombstones`);
  await keep();
  expect(await prunedThrough()).toBeNaN();
  await sql(`update tombstones set deleted_at = now() - interval '31 days'`);
  await sql(`update conversations set assigned_to = null`);
  await sql(`delete from users`);
  await keep();
  expect(await sql(`select count(*) from tombstones where table_name = 'messages'`)).toBe(0);
  expect(await sql(`select count(*) from tombstones where table_name = 'users'`)).toBe(1);
  expect(await prunedThrough()).toBe(old);
});
