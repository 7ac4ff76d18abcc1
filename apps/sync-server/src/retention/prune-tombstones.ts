import type { TenantTransaction } from '../db/with-tenant.ts';

/** Maximum number of tombstones pruned per transaction. */
export const tombstoneBatch = 5000;

/**
 * Removes tombstones older than `days` and records in the same transaction up to which stamp, so that every snapshot
 * sees both or neither. A cursor that still needs a pruned tombstone is served by digests (rule E4). Returns their
 * number; fewer than {@link tombstoneBatch} means that none is left.
 */
export async function pruneTombstones({ client }: TenantTransaction, days: number): Promise<number> {
  const { rows } = await client.query<{ pruned: string }>(
    `with old as (
       select ctid from tombstones where deleted_at < now() - make_interval(days => $1)
       order by deleted_at limit ${tombstoneBatch} for update skip locked
     ), gone as (
       delete from tombstones where ctid in (select ctid from old) returning row_xid
     ), remembered as (
       update sync_state set tombstones_pruned_through = greatest(tombstones_pruned_through, (select max(row_xid) from gone))
       where exists (select from gone)
     )
     select count(*) as pruned from gone`,
    [days],
  );
  return Number(rows[0]?.pruned ?? 0);
}
