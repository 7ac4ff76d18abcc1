import type { DeltaRemoval } from '@holdfast/schema/protocol/delta';
import { syncedTable } from '@holdfast/schema/tables/synced-tables';
import type { PoolClient } from 'pg';

import { newTombstonesOfTenant } from '../delta/row-queries.ts';
import { removalsOf, type TombstoneRow } from '../delta/tombstone-row.ts';

/**
 * Reads the new tombstones by conversation (null: reference rows), and the ids of deleted conversations.
 * @param present whether the tick found any tombstones; if false, nothing is read
 */
export async function readTombstones(
  client: PoolClient,
  sinceParameters: readonly [string, readonly string[]],
  present: boolean,
): Promise<{
  readonly removals: ReadonlyMap<number | null, readonly DeltaRemoval[]>;
  readonly deletedConversations: ReadonlySet<number>;
}> {
  const removals = new Map<number | null, DeltaRemoval[]>();
  const deletedConversations = new Set<number>();
  if (!present) return { removals, deletedConversations };
  const { rows } = await client.query<TombstoneRow>(newTombstonesOfTenant, [...sinceParameters]);
  for (const removal of removalsOf(rows)) {
    const { table, rowId, conversationId } = removal;
    if (table === 'conversations') deletedConversations.add(rowId);
    else if (conversationId !== null || syncedTable(table).kind === 'reference') {
      const list = removals.get(conversationId) ?? [];
      removals.set(conversationId, list);
      list.push(removal);
    }
  }
  return { removals, deletedConversations };
}
