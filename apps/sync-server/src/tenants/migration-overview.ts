import { readMigrationStatus } from '@holdfast/schema/migrations/migration-status';
import type { Migration } from '@holdfast/schema/migrations/migration';
import type { MigrationStatus } from '@holdfast/schema/migrations/migration-status';
import { pgMigrationTarget } from '@holdfast/schema/migrations/pg-migration-target';
import { readMigrations } from '@holdfast/schema/migrations/read-migrations';

import { defaultUrlSetting, poolOf } from '../db/cluster-pools.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { listTenants } from '../db/tenant-directory.ts';
import type { Tenant } from '../db/tenant-directory.ts';

export interface SchemaStatus extends Omit<MigrationStatus, 'state'> {
  /** `unreachable`: the tenant's cluster did not respond. */
  readonly state: MigrationStatus['state'] | 'unreachable';
  /** `landlord` or the tenant's slug. */
  readonly schema: string;
}

/** Returns true if the schema is known to have another version. The version of an unreachable schema is unknown. */
export function isBehind({ state }: SchemaStatus): boolean {
  return state !== 'current' && state !== 'unreachable';
}

/** Returns the migration status of the landlord and of every tenant. Read-only; works before the first migration too. */
export async function migrationOverview(pool: LandlordPool): Promise<readonly SchemaStatus[]> {
  const target = pgMigrationTarget(pool);
  const landlord = await readMigrationStatus(target, {
    schemaName: 'landlord',
    migrations: readMigrations('landlord'),
  });
  const overview: SchemaStatus[] = [{ schema: 'landlord', ...landlord }];
  // The tenants can be listed only if the landlord is at this version.
  if (landlord.state !== 'current') return overview;
  const migrations = readMigrations('tenant');
  for (const tenant of await listTenants(pool)) {
    overview.push({ schema: tenant.slug, ...(await readStatus(pool, tenant, migrations)) });
  }
  return overview;
}

/** An unreachable cluster must not hide the status of the others. */
async function readStatus(
  pool: LandlordPool,
  tenant: Tenant,
  migrations: readonly Migration[],
): Promise<Omit<SchemaStatus, 'schema'>> {
  const { schemaName } = tenant;
  try {
    return await readMigrationStatus(pgMigrationTarget(poolOf(pool, tenant)), { schemaName, migrations });
  } catch (error) {
    if (tenant.urlSetting === defaultUrlSetting) throw error;
    return { state: 'unreachable', version: 0, pending: [] };
  }
}
