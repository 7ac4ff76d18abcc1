import type { DeltaRemoval } from '@holdfast/schema/protocol/delta';
import { isSyncedTableName } from '@holdfast/schema/tables/synced-tables';
import type { PoolClient } from 'pg';

import { hiddenCannedResponses, newTombstones, referenceTableNames } from './row-queries.ts';
import type { Snapshot } from './snapshot.ts';

/** Rows that the replica may hold and must not hold any more: deleted, or no longer shared with this agent. */
export async function readRemovals(
  client: PoolClient,
  since: Snapshot,
  heldWhole: readonly number[],
  userId: number,
): Promise<DeltaRemoval[]> {
  const news = [since.xmax, since.inProgress];
  const buried = await client.query<{ table_name: string; row_id: string; conversation_id: string | null }>(
    newTombstones,
    [...news, heldWhole, referenceTableNames],
  );
  const hidden = await client.query<{ id: string }>(hiddenCannedResponses, [...news, userId]);
  return [
    ...buried.rows.flatMap((row): DeltaRemoval[] =>
      isSyncedTableName(row.table_name)
        ? [
            {
              table: row.table_name,
              rowId: Number(row.row_id),
              conversationId: row.conversation_id === null ? null : Number(row.conversation_id),
            },
          ]
        : [],
    ),
    ...hidden.rows.map((row): DeltaRemoval => ({
      table: 'canned_responses',
      rowId: Number(row.id),
      conversationId: null,
    })),
  ];
}
