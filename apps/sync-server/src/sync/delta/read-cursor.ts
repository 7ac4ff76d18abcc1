import type { Cursor } from '@holdfast/schema/protocol/cursor';
import type { PoolClient } from 'pg';

/**
 * Reads the cursor of the current transaction (rules E1, E3): its snapshot, and the epoch in which transaction ids are
 * unique. The epoch has the cluster's system identifier, its timeline (a failover starts a new one), the tenant's sync
 * generation, and the time in microseconds since which Postgres counts its statistics. Only a clean stop keeps the
 * statistics. After a crash Postgres can assign transaction ids again that were in use before (decision 0020).
 */
export async function readCursor(client: PoolClient): Promise<Cursor> {
  const { rows } = await client.query<Cursor>(
    `select
       pg_current_snapshot()::text as snapshot,
       (select system_identifier from pg_control_system())
         || '.' || (select timeline_id from pg_control_checkpoint())
         || '.' || (select generation from sync_state)
         || '.' || (extract(epoch from pg_stat_get_bgwriter_stat_reset_time()) * 1000000)::bigint as epoch`,
  );
  const [position] = rows;
  if (position === undefined) throw new Error('Postgres returned no row for its own snapshot');
  return position;
}
