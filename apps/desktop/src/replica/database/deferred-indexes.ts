import { deferredIndexes } from '@holdfast/schema/replica/deferred-indexes';
import type { DeferredIndex } from '@holdfast/schema/replica/deferred-indexes';
import type { ReplicaDatabase } from './replica-database.ts';

/** The indexes that are still to be built, in order. The database itself remembers which ones it has. */
export async function missingIndexes(database: ReplicaDatabase): Promise<readonly DeferredIndex[]> {
  const rows = await database.rows<{ name: string }>(
    `select indexname as name from pg_indexes where schemaname = 'public'`,
  );
  const built = new Set(rows.map(({ name }) => name));
  return deferredIndexes.filter(({ name }) => !built.has(name));
}

/** Builds one index, in a transaction of its own: it is there whole or not at all. */
export async function buildIndex(
  database: ReplicaDatabase,
  { name, table, on }: DeferredIndex,
): Promise<void> {
  await database.rows(`create index if not exists ${name} on ${table} ${on}`);
}
