import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { tenants } from '@holdfast/schema/landlord/tenants';
import { asc, eq } from 'drizzle-orm';
import type { Pool } from 'pg';

import { landlordDatabase } from './landlord-database.ts';
import { parseTenantSlug } from './tenant-name.ts';

/** A tenant as the landlord knows it. */
export type Tenant = typeof tenants.$inferSelect;

export function listTenants(pool: Pool): Promise<Tenant[]> {
  return landlordDatabase(pool).select().from(tenants).orderBy(asc(tenants.slug));
}

/** In any status; throws HF_TENANT_UNKNOWN. */
export async function findTenant(pool: Pool, slug: string): Promise<Tenant> {
  const [tenant] = await landlordDatabase(pool)
    .select()
    .from(tenants)
    .where(eq(tenants.slug, parseTenantSlug(slug)));
  if (tenant === undefined) throw new HoldfastError('HF_TENANT_UNKNOWN', { details: { tenant: slug } });
  return tenant;
}

/** One that may be worked with; throws HF_TENANT_UNKNOWN or HF_TENANT_SUSPENDED. */
export async function findActiveTenant(pool: Pool, slug: string): Promise<Tenant> {
  const tenant = await findTenant(pool, slug);
  if (tenant.status === 'suspended')
    throw new HoldfastError('HF_TENANT_SUSPENDED', { details: { tenant: slug } });
  if (tenant.status === 'creating')
    throw new HoldfastError('HF_TENANT_UNKNOWN', { details: { tenant: slug } });
  return tenant;
}
