import { migrateSchema } from '@holdfast/schema/migrations/migrate-schema';
import type { MigrateSchemaResult } from '@holdfast/schema/migrations/migrate-schema';
import { pgMigrationTarget } from '@holdfast/schema/migrations/pg-migration-target';
import { readMigrations } from '@holdfast/schema/migrations/read-migrations';
import type { Pool } from 'pg';

import { ensureTenantRole, grantTenantRights } from './tenant-role.ts';

/** Migrates one tenant's schema, role and rights to this version. Idempotent. */
export async function migrateTenant(pool: Pool, schemaName: string): Promise<MigrateSchemaResult> {
  await ensureTenantRole(pool, schemaName);
  const result = await migrateSchema(pgMigrationTarget(pool), {
    schemaName,
    migrations: readMigrations('tenant'),
  });
  await grantTenantRights(pool, schemaName);
  return result;
}
