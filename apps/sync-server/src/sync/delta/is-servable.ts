import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { PoolClient } from 'pg';

import { parseSnapshot } from './snapshot.ts';

/**
 * Returns whether a delta can be computed from this cursor (rule E4): the cursor parses, it is of this epoch, and no
 * tombstone that it has not seen was pruned. Call it in the transaction that then reads the changes.
 */
export async function isServable(client: PoolClient, cursor: Cursor, epoch: string): Promise<boolean> {
  const snapshot = parseSnapshot(cursor.snapshot);
  if (cursor.epoch !== epoch || snapshot === null) return false;
  const { rows } = await client.query<{ is_complete: boolean }>(
    `select coalesce(tombstones_pruned_through < $1::xid8, true) as is_complete from sync_state`,
    [snapshot.xmin],
  );
  return rows[0]?.is_complete === true;
}
