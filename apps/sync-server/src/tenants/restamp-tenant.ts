import { syncedTableNames } from '@holdfast/schema/tables/synced-tables';

import type { TenantTransaction } from '../db/with-tenant.ts';
import { beginGeneration } from './begin-generation.ts';

/** All stamped tables that are sent to devices. */
const stampedTables = [...syncedTableNames(), 'mutation_results'];

export interface RestampReport {
  readonly generation: number;
  readonly rows: number;
}

/**
 * Begins a new sync generation (rule E1) and stamps all rows again, because stamps of another cluster or timeline
 * have no meaning here. Generation and stamps change in one transaction, so no cursor of the new generation meets an
 * old stamp; concurrent writers wait. Tombstones are deleted, because they serve only cursors of the ended
 * generation.
 */
export async function restampTenant({ client }: TenantTransaction): Promise<RestampReport> {
  const generation = await beginGeneration(client);
  let restamped = 0;
  for (const table of stampedTables) {
    // The trigger sets the new stamp (rule T1).
    const { rowCount } = await client.query(`update ${table} set row_xid = row_xid`);
    restamped += rowCount ?? 0;
  }
  return { generation, rows: restamped };
}
