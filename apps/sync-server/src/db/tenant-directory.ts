import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { clusters } from '@holdfast/schema/landlord/clusters';
import { tenants } from '@holdfast/schema/landlord/tenants';
import { asc, eq, getTableColumns, inArray } from 'drizzle-orm';
import type { Pool } from 'pg';

import type { Placement } from './cluster-pools.ts';
import { landlordDatabase } from './landlord-database.ts';
import { parseTenantSlug } from './tenant-name.ts';

/** A tenant's row and its cluster. `poolOf` returns the pool of the cluster. */
export type Tenant = typeof tenants.$inferSelect & Placement;

export async function listTenants(pool: Pool): Promise<Tenant[]> {
  return await selectTenants(pool).orderBy(asc(tenants.slug));
}

export async function findTenantsBySchema(pool: Pool, schemaNames: readonly string[]): Promise<Tenant[]> {
  return await selectTenants(pool).where(inArray(tenants.schemaName, [...schemaNames]));
}

export async function findTenantsBySlug(pool: Pool, slugs: readonly string[]): Promise<Tenant[]> {
  return await selectTenants(pool).where(inArray(tenants.slug, [...slugs]));
}

/** Finds a tenant in any status; throws HF_TENANT_UNKNOWN. */
export async function findTenant(pool: Pool, slug: string): Promise<Tenant> {
  const [tenant] = await selectTenants(pool).where(eq(tenants.slug, parseTenantSlug(slug)));
  if (tenant === undefined) throw new HoldfastError('HF_TENANT_UNKNOWN', { details: { tenant: slug } });
  return tenant;
}

/** Finds an active tenant; throws HF_TENANT_UNKNOWN, HF_TENANT_SUSPENDED or HF_TENANT_MOVING. */
export async function findActiveTenant(pool: Pool, slug: string): Promise<Tenant> {
  return requireActive(await findTenant(pool, slug));
}

/** Returns an active tenant; throws HF_TENANT_UNKNOWN, HF_TENANT_SUSPENDED or HF_TENANT_MOVING for any other. */
export function requireActive(tenant: Tenant): Tenant {
  const { slug } = tenant;
  if (tenant.status === 'suspended')
    throw new HoldfastError('HF_TENANT_SUSPENDED', { details: { tenant: slug } });
  if (tenant.status === 'creating')
    throw new HoldfastError('HF_TENANT_UNKNOWN', { details: { tenant: slug } });
  if (tenant.movingToClusterId !== null)
    throw new HoldfastError('HF_TENANT_MOVING', { details: { tenant: slug, retryAfterSeconds: 5 } });
  return tenant;
}

/** True if background work can run in the tenant now. */
export function isServed({ status, movingToClusterId }: Tenant): boolean {
  return status === 'active' && movingToClusterId === null;
}

function selectTenants(pool: Pool) {
  return landlordDatabase(pool)
    .select({ ...getTableColumns(tenants), cluster: clusters.name, urlSetting: clusters.urlSetting })
    .from(tenants)
    .innerJoin(clusters, eq(clusters.id, tenants.clusterId));
}
