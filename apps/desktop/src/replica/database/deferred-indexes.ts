import { deferredIndexes } from '@holdfast/schema/replica/deferred-indexes';
import type { DeferredIndex } from '@holdfast/schema/replica/deferred-indexes';
import type { ReplicaDatabase } from './replica-database.ts';

/** The deferred indexes that are not built yet, in order. Read from Postgres's catalog. */
export async function missingIndexes(database: ReplicaDatabase): Promise<readonly DeferredIndex[]> {
  const rows = await database.rows<{ name: string }>(
    `select indexname as name from pg_indexes where schemaname = 'public'`,
  );
  const built = new Set(rows.map(({ name }) => name));
  return deferredIndexes.filter(({ name }) => !built.has(name));
}

/** Builds one index in its own transaction: an interrupted build leaves nothing. */
export async function buildIndex(
  database: ReplicaDatabase,
  { name, table, on }: DeferredIndex,
): Promise<void> {
  await database.rows(`create index if not exists ${name} on ${table} ${on}`);
}
