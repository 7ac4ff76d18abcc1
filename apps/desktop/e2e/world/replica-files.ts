import { PGlite } from '@electric-sql/pglite';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Opens a copy of the replica of an app that has ended and runs queries on it. A copy, because opening changes files,
 * and the app must find its own unchanged.
 */
export async function withReplica<Result>(
  profile: string,
  run: (database: PGlite) => Promise<Result>,
): Promise<Result> {
  const copy = await mkdtemp(join(tmpdir(), 'holdfast-e2e-replica-'));
  await cp(await findReplica(profile), copy, { recursive: true });
  const database = await PGlite.create(copy);
  try {
    return await run(database);
  } finally {
    await database.close();
    await rm(copy, { recursive: true, force: true });
  }
}

/** Every table of the replica that still has rows of the conversation, with the number of rows; empty if none has. */
export async function tracesOfConversation(
  profile: string,
  conversationId: number,
): Promise<Record<string, number>> {
  return withReplica(profile, async (database) => {
    const { rows: columns } = await database.query<{ table: string; column: string }>(
      `select table_name as table, column_name as column from information_schema.columns
       where table_schema not in ('pg_catalog', 'information_schema')
         and (column_name = 'conversation_id' or (table_name = 'conversations' and column_name = 'id'))`,
    );
    const traces: Record<string, number> = {};
    for (const { table, column } of columns) {
      const { rows } = await database.query<{ count: number }>(
        `select count(*)::int as count from "${table}" where "${column}" = $1`,
        [conversationId],
      );
      const count = rows[0]?.count ?? 0;
      if (count > 0) traces[table] = count;
    }
    return traces;
  });
}

async function findReplica(profile: string): Promise<string> {
  const files = await readdir(join(profile, 'accounts'), { recursive: true });
  const marker = files.find((file) => /(^|\/)PG_VERSION$/.test(file) && !/corrupt|base\//.test(file));
  if (marker === undefined) throw new Error(`There is no replica in ${profile}`);
  return join(profile, 'accounts', dirname(marker));
}
