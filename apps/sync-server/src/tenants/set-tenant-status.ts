import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { tenants } from '@holdfast/schema/landlord/tenants';
import { eq, sql } from 'drizzle-orm';

import { announceSessionRevocation } from '../auth/session-revocation.ts';
import { recordAudit } from '../db/audit.ts';
import { poolOf } from '../db/cluster-pools.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { landlordDatabase } from '../db/landlord-database.ts';
import { findTenant } from '../db/tenant-directory.ts';
import type { Tenant } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';

export interface SetTenantStatusInput {
  readonly slug: string;
  readonly status: 'active' | 'suspended';
  readonly actor: string;
}

/**
 * Changes a tenant's status. Suspending closes its sockets and refuses sign-in; no data is deleted. Throws
 * HF_TENANT_UNKNOWN, HF_INVALID_INPUT (still being created) or HF_TENANT_MOVING.
 */
export async function setTenantStatus(pool: LandlordPool, input: SetTenantStatusInput): Promise<Tenant> {
  const tenant = await findTenant(pool, input.slug);
  if (tenant.status === 'creating') {
    throw new HoldfastError('HF_INVALID_INPUT', {
      details: { tenant: tenant.slug, reason: 'its creation is not finished' },
    });
  }
  if (tenant.status === input.status) return tenant;
  if (tenant.movingToClusterId !== null)
    throw new HoldfastError('HF_TENANT_MOVING', { details: { tenant: tenant.slug } });
  await landlordDatabase(pool)
    .update(tenants)
    .set({ status: input.status, updatedAt: sql`now()` })
    .where(eq(tenants.id, tenant.id));
  const action = input.status === 'suspended' ? 'tenant.suspend' : 'tenant.resume';
  await recordAudit(pool, { actor: input.actor, action, tenantId: tenant.id });
  if (input.status === 'suspended') {
    await withTenant(poolOf(pool, tenant), tenant.schemaName, {}, ({ tx }) =>
      announceSessionRevocation(tx, { schemaName: tenant.schemaName }),
    );
  }
  return await findTenant(pool, input.slug);
}
