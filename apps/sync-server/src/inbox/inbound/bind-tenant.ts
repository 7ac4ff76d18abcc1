import { poolOf } from '../../db/cluster-pools.ts';
import type { LandlordPool } from '../../db/cluster-pools.ts';
import { findActiveTenant } from '../../db/tenant-directory.ts';
import { withTenant } from '../../db/with-tenant.ts';
import type { RunInTenant } from './ingest-events.ts';

/**
 * Returns a function that runs transactions in an active tenant. Throws HF_TENANT_UNKNOWN, HF_TENANT_SUSPENDED or
 * HF_TENANT_MOVING.
 */
export async function bindTenant(pool: LandlordPool, slug: string): Promise<RunInTenant> {
  const tenant = await findActiveTenant(pool, slug);
  const tenantPool = poolOf(pool, tenant);
  return (fn) => withTenant(tenantPool, tenant.schemaName, {}, fn);
}
