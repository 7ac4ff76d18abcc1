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

/**
 * Larger than the number of ids allocated between a backup and its restore. The id range suffices for tens of
 * thousands of restores.
 */
const idsSkipped = 2 ** 24;
const blocksSkipped = 2 ** 16;

/**
 * Declares that the tenant's schema was restored from a backup (rules E1, E4): devices compare digests, because their
 * cursors belong to a history that no longer exists. Ids allocated after the backup are skipped: a pending mutation
 * must not write into a row of another device. Throws HF_TENANT_UNKNOWN.
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

/** Uses the server's own login: a tenant's role can read a sequence's next value but not set it. */
async function skipIds(pool: ClusterPool, schemaName: string): Promise<void> {
  assertTenantSchemaName(schemaName);
  const skip = (sequence: string, by: number) =>
    pool.query(
      `select setval('"${schemaName}".${sequence}', last_value + ${by}) from "${schemaName}".${sequence}`,
    );
  await skip('row_ids', idsSkipped);
  await skip('id_block_starts', blocksSkipped * idBlockSize);
}
