import { syncedTableNames } from '@holdfast/schema/tables/synced-tables';

import type { TenantTransaction } from '../db/with-tenant.ts';
import { beginGeneration } from './begin-generation.ts';

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
  const generation = await beginGeneration(client);
  let restamped = 0;
  for (const table of stampedTables) {
    // The stamp itself is the trigger's (rule T1).
    const { rowCount } = await client.query(`update ${table} set row_xid = row_xid`);
    restamped += rowCount ?? 0;
  }
  return { generation, rows: restamped };
}
