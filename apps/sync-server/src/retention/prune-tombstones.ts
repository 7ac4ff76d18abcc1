import type { TenantTransaction } from '../db/with-tenant.ts';

/** Tombstones that one transaction prunes. */
export const tombstoneBatch = 5000;

/**
 * Removes tombstones that are older than `days` and remembers in the same transaction up to which one, so that whoever
 * reads either sees both: a cursor to which a pruned tombstone could be news is served by digests (rule E4). Answers how
 * many; fewer than {@link tombstoneBatch} means that none is left.
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
