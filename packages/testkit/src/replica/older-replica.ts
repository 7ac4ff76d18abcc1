import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { openReplicaDatabase } from '@holdfast/desktop/replica/database/replica-database';
import type { Template } from '@holdfast/desktop/replica/database/replica-directory';
import { agent, conversationRow, cursor, customerRow, messageRow, userRow } from './test-rows.ts';
import { testTemplateDirectory } from './test-template.ts';

/** The mutation in the outbox. A test can also write it to the journal. */
export const queuedMutation = {
  id: 1,
  uuid: '00000000-0000-4000-8000-000000000001',
  name: 'sendMessage',
  version: 1,
  args: {
    messageId: 2 ** 40,
    conversationId: 1,
    content: 'written before the update',
    cannedResponseId: null,
  },
  composedAt: '2026-11-21T10:00:00.000Z',
};

/** The migrations of this checkout. */
export async function migrationsDirectory(): Promise<string> {
  return join(await testTemplateDirectory(), 'migrations');
}

/** Builds a template of an older app: the first `migrationCount` migrations and no database, so databases start empty. */
export async function olderTemplate(directory: string, migrationCount: number): Promise<Template> {
  const older = {
    databaseDirectory: join(directory, 'database'),
    migrationsDirectory: join(directory, 'migrations'),
  };
  await rm(directory, { recursive: true, force: true });
  await cp(await migrationsDirectory(), older.migrationsDirectory, { recursive: true });
  await changeEntries(older.migrationsDirectory, (entries) => entries.slice(0, migrationCount));
  return older;
}

/** Adds a migration after those of a folder. */
export async function addMigration(migrations: string, name: string, sql: string): Promise<void> {
  await writeFile(join(migrations, `${name}.sql`), sql);
  await changeEntries(migrations, (entries) => [...entries, { idx: entries.length, tag: name }]);
}

interface Entry {
  readonly idx: number;
  readonly tag: string;
}

async function changeEntries(migrations: string, change: (entries: readonly Entry[]) => readonly Entry[]) {
  const path = join(migrations, 'meta', '_journal.json');
  const journal = JSON.parse(await readFile(path, 'utf8')) as { entries: readonly Entry[] };
  await writeFile(path, JSON.stringify({ ...journal, entries: change(journal.entries) }));
}

/**
 * Fills a database by SQL as an older app left it: a conversation of the agent, a queued reply, the held conversations
 * and a cursor.
 */
export async function fillOlderReplica(directory: string, template: Template): Promise<void> {
  await mkdir(join(directory, '..'), { recursive: true });
  const { database } = await openReplicaDatabase(directory, template);
  await database.close();
  const pglite = await PGlite.create(directory);
  const rows = {
    users: [userRow(agent)],
    customers: [customerRow(101, 'Customer 1')],
    conversations: [conversationRow(1)],
    messages: [messageRow(1001, 1), messageRow(1002, 1)],
  };
  await pglite.exec(`set session_replication_role = replica`);
  for (const [table, values] of Object.entries(rows)) {
    await pglite.query(
      `insert into ${table} select * from json_populate_recordset(null::${table}, $1::json)`,
      [JSON.stringify(values)],
    );
  }
  await pglite.query(`insert into held_conversations (conversation_id, scope) values (1, 'mine')`);
  await pglite.query(
    `update replica_state set user_id = $1, device_id = 11, cursor = $2, schema_hash = 'of older tables', first_synced_at = now()`,
    [agent.id, cursor(1)],
  );
  const { id, uuid, name, version, args, composedAt } = queuedMutation;
  await pglite.query(
    `insert into outbox (mutation_id, uuid, name, version, args, composed_at, conversation_id) values ($1, $2, $3, $4, $5, $6, 1)`,
    [id, uuid, name, version, args, composedAt],
  );
  await pglite.close();
}
