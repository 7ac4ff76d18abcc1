import { tenants } from '@holdfast/schema/landlord/tenants';
import { slaPolicies } from '@holdfast/schema/tables/sla-policies';
import { eq, sql } from 'drizzle-orm';

import { recordAudit } from '../db/audit.ts';
import { findCluster } from '../db/cluster-directory.ts';
import { poolOf } from '../db/cluster-pools.ts';
import type { ClusterPool } from '../db/cluster-pool.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { landlordDatabase } from '../db/landlord-database.ts';
import { migrateTenant } from '../db/migrate-tenant.ts';
import { findTenant } from '../db/tenant-directory.ts';
import type { Tenant } from '../db/tenant-directory.ts';
import { tenantSchemaName } from '../db/tenant-name.ts';
import { withTenant } from '../db/with-tenant.ts';

export interface CreateTenantInput {
  readonly slug: string;
  readonly name: string;
  /** Name of the tenant's cluster; defaults to the default cluster. Ignored if the tenant already exists. */
  readonly cluster?: string | undefined;
  readonly actor: string;
}

/**
 * Creates a tenant, or finishes an interrupted creation: each step is idempotent. Returns `created: false` if the
 * tenant is already complete.
 */
export async function createTenant(
  pool: LandlordPool,
  input: CreateTenantInput,
): Promise<{ tenant: Tenant; created: boolean }> {
  const tenant = await registerTenant(pool, input);
  if (tenant.status !== 'creating') return { tenant, created: false };
  const tenantPool = poolOf(pool, tenant);
  await migrateTenant(tenantPool, tenant.schemaName);
  await addReferenceRows(tenantPool, tenant.schemaName);
  await landlordDatabase(pool)
    .update(tenants)
    .set({ status: 'active', updatedAt: sql`now()` })
    .where(eq(tenants.id, tenant.id));
  await recordAudit(pool, { actor: input.actor, action: 'tenant.create', tenantId: tenant.id });
  return { tenant: await findTenant(pool, input.slug), created: true };
}

async function registerTenant(pool: LandlordPool, input: CreateTenantInput): Promise<Tenant> {
  const schemaName = tenantSchemaName(input.slug);
  const database = landlordDatabase(pool);
  const cluster = await findCluster(pool, input.cluster ?? 'default');
  await database
    .insert(tenants)
    .values({ slug: input.slug, name: input.name, schemaName, clusterId: cluster.id })
    .onConflictDoNothing({ target: tenants.slug });
  return await findTenant(pool, input.slug);
}

/** Inserts the rows that every workspace needs. */
async function addReferenceRows(pool: ClusterPool, schemaName: string): Promise<void> {
  await withTenant(pool, schemaName, {}, async ({ tx }) => {
    // A concurrent creation of the same tenant waits here and then finds the rows.
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || '/reference-rows', 0))`,
    );
    const [existing] = await tx
      .select({ id: slaPolicies.id })
      .from(slaPolicies)
      .where(eq(slaPolicies.isDefault, true));
    if (existing !== undefined) return;
    await tx.insert(slaPolicies).values({
      name: 'Standard',
      description: 'A first response within 30 minutes, a resolution within 24 hours.',
      firstResponseTimeMinutes: 30,
      resolutionTimeHours: 24,
      isActive: true,
      isDefault: true,
    });
  });
}
