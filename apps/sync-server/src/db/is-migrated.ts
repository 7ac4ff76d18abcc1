import { readMigrationStatus } from '@holdfast/schema/migrations/migration-status';
import { pgMigrationTarget } from '@holdfast/schema/migrations/pg-migration-target';
import { readMigrations } from '@holdfast/schema/migrations/read-migrations';
import type { Pool } from 'pg';

/** True if the landlord schema has exactly this version. Tenants are not checked: an old one must not stop the others. */
export async function isMigrated(pool: Pool): Promise<boolean> {
  const status = await readMigrationStatus(pgMigrationTarget(pool), {
    schemaName: 'landlord',
    migrations: readMigrations('landlord'),
  });
  return status.state === 'current';
}
