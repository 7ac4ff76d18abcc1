import type { DeltaRemoval } from '@holdfast/schema/protocol/delta';
import { isSyncedTableName, syncedTable } from '@holdfast/schema/tables/synced-tables';
import type { PoolClient } from 'pg';

import { allNewTombstones } from './tick-queries.ts';

/** New tombstones by conversation, those of reference rows under null; deleted conversations by themselves. */
export async function readTombstones(
  client: PoolClient,
  news: readonly [string, readonly string[]],
  present: boolean,
): Promise<{
  readonly removals: ReadonlyMap<number | null, readonly DeltaRemoval[]>;
  readonly deletedConversations: ReadonlySet<number>;
}> {
  const removals = new Map<number | null, DeltaRemoval[]>();
  const deletedConversations = new Set<number>();
  if (!present) return { removals, deletedConversations };
  const { rows } = await client.query<{ table_name: string; row_id: string; conversation_id: string | null }>(
    allNewTombstones,
    [...news],
  );
  for (const row of rows) {
    if (!isSyncedTableName(row.table_name)) continue;
    const { name, kind } = syncedTable(row.table_name);
    const conversationId = row.conversation_id === null ? null : Number(row.conversation_id);
    if (name === 'conversations') deletedConversations.add(Number(row.row_id));
    else if (conversationId !== null || kind === 'reference') {
      const list = removals.get(conversationId) ?? [];
      removals.set(conversationId, list);
      list.push({ table: name, rowId: Number(row.row_id), conversationId });
    }
  }
  return { removals, deletedConversations };
}
