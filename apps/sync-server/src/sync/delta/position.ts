import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { PoolClient } from 'pg';

/**
 * The cursor of the transaction that asks (rules E1, E3): the snapshot it reads, and the epoch in which transaction ids
 * mean something: the cluster, its timeline (a failover starts another), the tenant's sync generation, and the moment since
 * which Postgres counts its statistics, in microseconds. It keeps those over a clean stop alone; after a crash it may give ids
 * out again that were in use before it (decision 0020).
 */
export async function readPosition(client: PoolClient): Promise<Cursor> {
  const { rows } = await client.query<Cursor>(
    `select
       pg_current_snapshot()::text as snapshot,
       (select system_identifier from pg_control_system())
         || '.' || (select timeline_id from pg_control_checkpoint())
         || '.' || (select generation from sync_state)
         || '.' || (extract(epoch from pg_stat_get_bgwriter_stat_reset_time()) * 1000000)::bigint as epoch`,
  );
  const [position] = rows;
  if (position === undefined) throw new Error('Postgres gave no row for its own snapshot');
  return position;
}
