import { readMigrationStatus } from '@holdfast/schema/migrations/migration-status';
import type { MigrationStatus } from '@holdfast/schema/migrations/migration-status';
import { pgMigrationTarget } from '@holdfast/schema/migrations/pg-migration-target';
import { readMigrations } from '@holdfast/schema/migrations/read-migrations';
import type { Pool } from 'pg';

import { listTenants } from '../db/tenant-directory.ts';

export interface SchemaStatus extends MigrationStatus {
  /** `landlord` or the tenant's slug. */
  readonly schema: string;
}

/** Who is where. Changes nothing, and works before the first migration too. */
export async function migrationOverview(pool: Pool): Promise<readonly SchemaStatus[]> {
  const target = pgMigrationTarget(pool);
  const landlord = await readMigrationStatus(target, {
    schemaName: 'landlord',
    migrations: readMigrations('landlord'),
  });
  const overview: SchemaStatus[] = [{ schema: 'landlord', ...landlord }];
  if (landlord.version === 0) return overview;
  const migrations = readMigrations('tenant');
  for (const { slug, schemaName } of await listTenants(pool)) {
    overview.push({ schema: slug, ...(await readMigrationStatus(target, { schemaName, migrations })) });
  }
  return overview;
}
