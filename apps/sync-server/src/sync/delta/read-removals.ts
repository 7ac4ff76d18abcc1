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
  const sinceParameters = [since.xmax, since.inProgress];
  const deleted = await client.query<TombstoneRow>(newTombstones, [
    ...sinceParameters,
    heldWhole,
    referenceTableNames,
  ]);
  const unshared = await client.query<{ id: string }>(unsharedCannedResponses, [...sinceParameters, userId]);
  return [
    ...removalsOf(deleted.rows),
    ...unshared.rows.map((row): DeltaRemoval => ({
      table: 'canned_responses',
      rowId: Number(row.id),
      conversationId: null,
    })),
  ];
}
