import { toHoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { tenantMigrations } from '@holdfast/schema/landlord/tenant-migrations';

import { poolOf } from '../db/cluster-pools.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { databaseErrorOf } from '../db/database-error-of.ts';
import { landlordDatabase } from '../db/landlord-database.ts';
import { migrateLandlord } from '../db/migrate-landlord.ts';
import { migrateTenant } from '../db/migrate-tenant.ts';
import { listTenants } from '../db/tenant-directory.ts';
import type { Tenant } from '../db/tenant-directory.ts';

/** Each migration uses one connection; a higher value would starve a server that runs at the same time. */
const migrationConcurrency = 4;

export interface TenantMigrationReport {
  readonly tenant: string;
  readonly outcome: 'applied' | 'current' | 'failed' | 'moving';
  readonly applied: readonly string[];
  readonly error?: { readonly code: string; readonly details: Readonly<Record<string, unknown>> };
}

export interface MigrationReport {
  readonly landlord: readonly string[];
  readonly tenants: readonly TenantMigrationReport[];
}

/** Migrates the landlord, then the tenants concurrently. A failed tenant is reported and does not stop the others. */
export async function migrateAll(pool: LandlordPool): Promise<MigrationReport> {
  const landlord = await migrateLandlord(pool);
  const queue = await listTenants(pool);
  const reports: TenantMigrationReport[] = [];
  const worker = async () => {
    for (let tenant = queue.shift(); tenant !== undefined; tenant = queue.shift()) {
      reports.push(await migrateOne(pool, tenant));
    }
  };
  await Promise.all(Array.from({ length: migrationConcurrency }, worker));
  reports.sort((a, b) => a.tenant.localeCompare(b.tenant));
  return { landlord: landlord.applied, tenants: reports };
}

async function migrateOne(pool: LandlordPool, tenant: Tenant): Promise<TenantMigrationReport> {
  // The move copies the schema at its current version; a migration during the copy would break it.
  if (tenant.movingToClusterId !== null) return { tenant: tenant.slug, outcome: 'moving', applied: [] };
  const history = landlordDatabase(pool);
  try {
    const { applied, version } = await migrateTenant(poolOf(pool, tenant), tenant.schemaName);
    if (applied.length === 0) return { tenant: tenant.slug, outcome: 'current', applied };
    await history.insert(tenantMigrations).values({ tenantId: tenant.id, outcome: 'applied', version });
    return { tenant: tenant.slug, outcome: 'applied', applied };
  } catch (thrown) {
    const { code, details, message } = databaseErrorOf(thrown) ?? toHoldfastError(thrown);
    const errorMessage = `${message} ${JSON.stringify(details)}`;
    await history
      .insert(tenantMigrations)
      .values({ tenantId: tenant.id, outcome: 'failed', version: 0, errorMessage });
    return { tenant: tenant.slug, outcome: 'failed', applied: [], error: { code, details } };
  }
}
