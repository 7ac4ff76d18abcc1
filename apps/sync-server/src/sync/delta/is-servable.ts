import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { PoolClient } from 'pg';

import { parseSnapshot } from './snapshot.ts';

/**
 * Whether what changed since a cursor can be told (rule E4): it is of this epoch, it is a cursor at all, and no tombstone
 * that could be news to it has been pruned. To be asked in the transaction that then reads the changes.
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
