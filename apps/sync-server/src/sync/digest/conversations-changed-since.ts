import { syncedTables, type SyncedTable } from '@holdfast/schema/tables/synced-tables';
import type { PoolClient } from 'pg';

import { changedSince } from '../delta/row-queries.ts';
import type { Snapshot } from '../delta/snapshot.ts';

/**
 * Returns those of the given conversations that changed since the snapshot (rule E2): a row of theirs was written or
 * deleted, or their customer was written.
 */
export async function conversationsChangedSince(
  client: PoolClient,
  since: Snapshot,
  conversationIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const { rows } = await client.query<{ id: string }>(changedIds, [
    since.xmax,
    since.inProgress,
    conversationIds,
  ]);
  return new Set(rows.map(({ id }) => Number(id)));
}

const changedConversationIds = (table: SyncedTable) =>
  `select row_of.${table.conversationColumn} as id from ${table.name} row_of
   where ${changedSince('row_of')} and row_of.${table.conversationColumn} = any($3::bigint[])`;

const changedIds = [
  ...syncedTables.filter((table) => table.conversationColumn !== null).map(changedConversationIds),
  `select conversations.id from customers row_of join conversations on conversations.customer_id = row_of.id
   where ${changedSince('row_of')} and conversations.id = any($3::bigint[])`,
  `select row_of.conversation_id from tombstones row_of
   where ${changedSince('row_of')} and row_of.conversation_id = any($3::bigint[])`,
].join('\nunion\n');
