import { conversations } from '@holdfast/schema/tables/conversations';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';

import { withTenant } from '../../src/db/with-tenant.ts';
import { verifyPassword } from '../../src/auth/password.ts';
import { createDirectoryFileStore } from '../../src/files/file-store.ts';
import { createTestDatabase, type TestDatabase } from '@holdfast/testkit/server/test-database';
import { setUpDemo, type DemoOptions } from './set-up-demo.ts';

let database: TestDatabase;
let directory: string;
let options: DemoOptions;

beforeAll(async () => {
  database = await createTestDatabase(inject('databaseUrl'));
  directory = await mkdtemp(path.join(tmpdir(), 'holdfast-demo-'));
  options = {
    tenant: `demo_${database.pool.options.application_name ?? ''}`.slice(0, 40),
    files: createDirectoryFileStore(directory),
    seed: 1,
    now: Date.parse('2026-03-02T10:00:00Z'),
    actor: 'test',
    state: undefined,
    password: undefined,
    callbackUrl: 'http://127.0.0.1:9/callback',
  };
});

afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

it('seeds all rows once, and keeps the secrets of an existing state file', async () => {
  const first = await setUpDemo(database.pool, options);
  expect(first.seeded).toBe(true);
  expect(await figures()).toMatchInlineSnapshot(`
    {
      "attachments": 115,
      "canned_responses": 27,
      "conversations": 310,
      "customers": 165,
      "languages": 6,
      "messages": 1526,
      "notes": 109,
      "platforms": 5,
      "transfers": 7,
      "users": 8,
      "waiting": 14,
    }
  `);

  const second = await setUpDemo(database.pool, { ...options, state: first.state });
  expect(second).toEqual({ seeded: false, state: first.state });

  const third = await setUpDemo(database.pool, { ...options, password: 'another password' });
  expect(third.seeded).toBe(false);
  expect(third.state.channels[0]).toMatchObject({ platform: 'http' });
  expect(third.state.channels[0]?.apiKey).not.toBe(first.state.channels[0]?.apiKey);
  const hash = await queryRow<{ password_hash: string }>(
    'select password_hash from user_credentials limit 1',
  );
  expect(await verifyPassword(hash?.password_hash, 'another password')).toBe(true);
});

it('seeds conversations whose counters and times match their messages', async () => {
  const rows = await withTenant(database.pool, `tenant_${options.tenant}`, {}, ({ tx }) =>
    tx.select().from(conversations),
  );
  expect(rows.every((row) => row.messageCount > 0 && row.lastMessageAt !== null)).toBe(true);
  expect(rows.every((row) => Date.parse(row.lastMessageAt ?? '') <= options.now)).toBe(true);
  expect(await queryRow("select count(*)::int as count from messages where content ~ '[{}]'")).toEqual({
    count: 0,
  });
  expect(
    await queryRow(`select count(*)::int as count from conversations c
      where message_count <> (select count(*) from messages where conversation_id = c.id)
         or last_message_at <> (select max(created_at) from messages where conversation_id = c.id)
         or unread_count <> (select count(*) from messages where conversation_id = c.id and direction = 'inbound'
                               and created_at > coalesce(c.read_until, '-infinity'))`),
  ).toEqual({ count: 0 });
});

function figures() {
  return queryRow(`select
    (select count(*)::int from users) as users,
    (select count(*)::int from customers) as customers,
    (select count(*)::int from conversations) as conversations,
    (select count(*)::int from conversations where assigned_to is null) as waiting,
    (select count(*)::int from messages) as messages,
    (select count(*)::int from message_attachments) as attachments,
    (select count(*)::int from conversation_notes) as notes,
    (select count(*)::int from conversation_transfers) as transfers,
    (select count(*)::int from canned_responses) as canned_responses,
    (select count(distinct platform)::int from conversations) as platforms,
    (select count(distinct locale)::int from customers) as languages`);
}

async function queryRow<Row>(statement: string): Promise<Row | undefined> {
  return withTenant(database.pool, `tenant_${options.tenant}`, {}, async ({ client }) => {
    const { rows } = await client.query<Row & Record<string, unknown>>(statement);
    return rows[0];
  });
}
