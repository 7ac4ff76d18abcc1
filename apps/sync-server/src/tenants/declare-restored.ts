import { idBlockSize } from '@holdfast/schema/ids/id-block';

import { recordAudit } from '../db/audit.ts';
import { poolOf } from '../db/cluster-pools.ts';
import type { ClusterPool } from '../db/cluster-pool.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { findTenant } from '../db/tenant-directory.ts';
import type { Tenant } from '../db/tenant-directory.ts';
import { assertTenantSchemaName } from '../db/tenant-name.ts';
import { withTenant } from '../db/with-tenant.ts';
import { restampTenant, type RestampReport } from './restamp-tenant.ts';

/** More than were given out between a backup and its restore: there is room for tens of thousands of restores. */
const idsSkipped = 2 ** 24;
const blocksSkipped = 2 ** 16;

/**
 * The operator's word that the tenant's schema was restored from a backup (rules E1, E4). Devices compare what they hold
 * instead of trusting cursors from a time that is no more. Ids that were given out since the backup are not given again:
 * what waits on a device must never end up in a row of another.
 */
export async function declareRestored(
  pool: LandlordPool,
  { slug, actor }: { readonly slug: string; readonly actor: string },
): Promise<{ readonly tenant: Tenant; readonly report: RestampReport }> {
  const tenant = await findTenant(pool, slug);
  const tenantPool = poolOf(pool, tenant);
  await skipIds(tenantPool, tenant.schemaName);
  const report = await withTenant(tenantPool, tenant.schemaName, {}, restampTenant);
  await recordAudit(pool, {
    actor,
    action: 'tenant.restored',
    tenantId: tenant.id,
    details: { generation: report.generation },
  });
  return { tenant, report };
}

/** By the server's own login: a tenant's role may take numbers, not set them. */
async function skipIds(pool: ClusterPool, schemaName: string): Promise<void> {
  assertTenantSchemaName(schemaName);
  const skip = (sequence: string, by: number) =>
    pool.query(
      `select setval('"${schemaName}".${sequence}', last_value + ${by}) from "${schemaName}".${sequence}`,
    );
  await skip('row_ids', idsSkipped);
  await skip('id_block_starts', blocksSkipped * idBlockSize);
}
