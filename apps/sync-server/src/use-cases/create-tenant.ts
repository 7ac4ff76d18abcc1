import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { clusters } from '@holdfast/schema/landlord/clusters';
import { tenants } from '@holdfast/schema/landlord/tenants';
import { slaPolicies } from '@holdfast/schema/tables/sla-policies';
import { eq, sql } from 'drizzle-orm';
import type { Pool } from 'pg';

import { recordAudit } from '../db/audit.ts';
import { landlordDatabase } from '../db/landlord-database.ts';
import { migrateTenant } from '../db/migrate-tenant.ts';
import { findTenant } from '../db/tenant-directory.ts';
import type { Tenant } from '../db/tenant-directory.ts';
import { tenantSchemaName } from '../db/tenant-name.ts';
import { withTenant } from '../db/with-tenant.ts';

export interface CreateTenantInput {
  readonly slug: string;
  readonly name: string;
  readonly actor: string;
}

/**
 * Makes a tenant, or finishes one whose making was interrupted: each step does nothing where it was done before.
 * Answers `created: false` for a tenant that is complete already.
 */
export async function createTenant(
  pool: Pool,
  input: CreateTenantInput,
): Promise<{ tenant: Tenant; created: boolean }> {
  const tenant = await registerTenant(pool, input);
  if (tenant.status !== 'creating') return { tenant, created: false };
  await migrateTenant(pool, tenant.schemaName);
  await addReferenceRows(pool, tenant.schemaName);
  await landlordDatabase(pool)
    .update(tenants)
    .set({ status: 'active', updatedAt: sql`now()` })
    .where(eq(tenants.id, tenant.id));
  await recordAudit(pool, { actor: input.actor, action: 'tenant.create', tenantId: tenant.id });
  return { tenant: await findTenant(pool, input.slug), created: true };
}

async function registerTenant(pool: Pool, input: CreateTenantInput): Promise<Tenant> {
  const schemaName = tenantSchemaName(input.slug);
  const database = landlordDatabase(pool);
  const [cluster] = await database
    .select({ id: clusters.id })
    .from(clusters)
    .where(eq(clusters.name, 'default'));
  if (cluster === undefined)
    throw new HoldfastError('HF_INTERNAL', { details: { reason: 'no default cluster' } });
  await database
    .insert(tenants)
    .values({ slug: input.slug, name: input.name, schemaName, clusterId: cluster.id })
    .onConflictDoNothing({ target: tenants.slug });
  return await findTenant(pool, input.slug);
}

/** What a new workspace cannot do without. */
async function addReferenceRows(pool: Pool, schemaName: string): Promise<void> {
  await withTenant(pool, schemaName, {}, async ({ tx }) => {
    // Whoever makes the same tenant at the same time waits here and then sees the rows.
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
      description: 'A first answer within 30 minutes, a solution within 24 hours.',
      firstResponseTimeMinutes: 30,
      resolutionTimeHours: 24,
      isActive: true,
      isDefault: true,
    });
  });
}
