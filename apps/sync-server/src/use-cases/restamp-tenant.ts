import { syncedTableNames } from '@holdfast/schema/tables/synced-tables';

import type { TenantTransaction } from '../db/with-tenant.ts';

/** Everything that is stamped and reaches devices. */
const stampedTables = [...syncedTableNames(), 'mutation_results'];

export interface RestampReport {
  readonly generation: number;
  readonly rows: number;
}

/**
 * Begins a new sync generation (rule E1): stamps that another cluster, or a timeline that is no more, gave to rows mean
 * nothing here. Generation and stamps change in one transaction, so that no cursor of the new generation ever meets an
 * old stamp; whoever writes to the tenant waits for it. Tombstones go: they tell cursors of the generation that ends.
 */
export async function restampTenant({ client }: TenantTransaction): Promise<RestampReport> {
  // Those who restamp at the same time wait here.
  const { rows } = await client.query<{ generation: number }>(
    `update sync_state set generation = generation + 1, tombstones_pruned_through = null, changed_at = now()
     returning generation`,
  );
  let restamped = 0;
  for (const table of stampedTables) {
    // The stamp itself is the trigger's (rule T1).
    const { rowCount } = await client.query(`update ${table} set row_xid = row_xid`);
    restamped += rowCount ?? 0;
  }
  await client.query('delete from tombstones');
  return { generation: rows[0]?.generation ?? 0, rows: restamped };
}
