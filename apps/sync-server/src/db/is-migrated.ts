import { readMigrationStatus } from '@holdfast/schema/migrations/migration-status';
import { pgMigrationTarget } from '@holdfast/schema/migrations/pg-migration-target';
import { readMigrations } from '@holdfast/schema/migrations/read-migrations';
import type { Pool } from 'pg';

/** Whether the landlord is of exactly this version. A tenant that is behind is not asked here: it must not stop the others. */
export async function isMigrated(pool: Pool): Promise<boolean> {
  const status = await readMigrationStatus(pgMigrationTarget(pool), {
    schemaName: 'landlord',
    migrations: readMigrations('landlord'),
  });
  return status.state === 'current';
}
