import type { DeltaRemoval } from '@holdfast/schema/protocol/delta';
import type { PoolClient } from 'pg';

import { unsharedCannedResponses, newTombstones, referenceTableNames } from './row-queries.ts';
import type { Snapshot } from './snapshot.ts';
import { removalsOf, type TombstoneRow } from './tombstone-row.ts';

/**
 * Reads the rows that the replica must remove: deleted ones, and canned responses that are no longer shared with this
 * agent.
 */
export async function readRemovals(
  client: PoolClient,
  since: Snapshot,
  heldWhole: readonly number[],
  userId: number,
): Promise<DeltaRemoval[]> {
  const news = [since.xmax, since.inProgress];
  const buried = await client.query<TombstoneRow>(newTombstones, [...news, heldWhole, referenceTableNames]);
  const hidden = await client.query<{ id: string }>(unsharedCannedResponses, [...news, userId]);
  return [
    ...removalsOf(buried.rows),
    ...hidden.rows.map((row): DeltaRemoval => ({
      table: 'canned_responses',
      rowId: Number(row.id),
      conversationId: null,
    })),
  ];
}
