import { sql } from 'drizzle-orm';
import { deferredIndexes } from '@holdfast/schema/replica/deferred-indexes';
import type { ReplicaDatabase } from '../database/replica-database.ts';

/**
 * True if the deferred indexes are built, with which single conversations are found. Does not count as a read for
 * `lastReadAt`, because building indexes waits for idle time.
 */
export async function isIndexed({ drizzle }: ReplicaDatabase): Promise<boolean> {
  const { rows } = await drizzle.execute<{ name: string }>(
    sql`select indexname as name from pg_indexes where schemaname = 'public'`,
  );
  const built = new Set(rows.map(({ name }) => name));
  return deferredIndexes.every(({ name }) => built.has(name));
}
