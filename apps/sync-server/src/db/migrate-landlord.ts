import { migrateSchema } from '@holdfast/schema/migrations/migrate-schema';
import type { MigrateSchemaResult } from '@holdfast/schema/migrations/migrate-schema';
import { pgMigrationTarget } from '@holdfast/schema/migrations/pg-migration-target';
import { readMigrations } from '@holdfast/schema/migrations/read-migrations';
import type { Pool } from 'pg';

export function migrateLandlord(pool: Pool): Promise<MigrateSchemaResult> {
  return migrateSchema(pgMigrationTarget(pool), {
    schemaName: 'landlord',
    migrations: readMigrations('landlord'),
  });
}
