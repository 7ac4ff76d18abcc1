import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { syncedTables } from '@holdfast/schema/tables/synced-tables';
import type { SyncedTable } from '@holdfast/schema/tables/synced-tables';
import { asSuperuser } from '../server/superuser-sql.ts';
import { openReplicaDatabase } from '@holdfast/desktop/replica/database/replica-database';
import type { ReplicaDatabase } from '@holdfast/desktop/replica/database/replica-database';
import { templateAt } from '@holdfast/desktop/replica/database/replica-directory';
import type { SyncedWorld } from './synced-world.ts';
import { testTemplateDirectory } from './test-template.ts';

/** Rows by table, as text without stamps. */
export type Contents = Readonly<Record<string, readonly string[]>>;

/** Runs `work` with the database of a profile whose program is closed. */
export async function inClosedReplica<Result>(
  profile: string,
  work: (database: ReplicaDatabase) => Promise<Result>,
): Promise<Result> {
  const directory = join(await accountDirectory(profile), 'replica');
  const { database } = await openReplicaDatabase(directory, templateAt(await testTemplateDirectory()));
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Returns the folder of a profile's only account. */
export async function accountDirectory(profile: string): Promise<string> {
  const entries = await readdir(join(profile, 'accounts'), { withFileTypes: true });
  const folder = entries.find((entry) => entry.isDirectory());
  if (folder === undefined) throw new Error('the profile has no account');
  return join(profile, 'accounts', folder.name);
}

/** Reads all rows of a closed profile's replica. */
export function contentsOfReplica(profile: string): Promise<Contents> {
  return inClosedReplica(profile, async (database) => {
    await database.rows(`select set_config('timezone', 'UTC', false)`);
    const contents: [string, readonly string[]][] = [];
    for (const table of syncedTables) {
      const rows = await database.rows<{ row: string }>(contentOf(table, 'true'));
      contents.push([table.name, rows.map(({ row }) => row)]);
    }
    return Object.fromEntries(contents);
  });
}

/** Reads from the server all rows that an agent with an empty outbox must hold. */
export async function contentsOfServer(
  superuserUrl: string,
  world: SyncedWorld,
  userId: number,
): Promise<Contents> {
  return await asSuperuser(superuserUrl, world, async (client) => {
    await client.query(`set local timezone = 'UTC'`);
    const contents: [string, readonly string[]][] = [];
    for (const table of syncedTables) {
      const { rows } = await client.query<{ row: string }>(contentOf(table, inScope(table, userId)));
      contents.push([table.name, rows.map(({ row }) => row)]);
    }
    return Object.fromEntries(contents);
  });
}

function contentOf({ name, key }: SyncedTable, condition: string): string {
  return `select (to_jsonb(t) - 'row_xid')::text as row from ${name} t where ${condition} order by ${key.join(', ')}`;
}

function inScope({ name, kind, conversationColumn }: SyncedTable, userId: number): string {
  const mine = `from conversations where assigned_to = ${userId} and status <> 'archived'`;
  if (conversationColumn !== null) return `${conversationColumn} in (select id ${mine})`;
  if (kind === 'customer') return `id in (select customer_id ${mine})`;
  return name === 'canned_responses' ? `is_shared or user_id is null or user_id = ${userId}` : 'true';
}
