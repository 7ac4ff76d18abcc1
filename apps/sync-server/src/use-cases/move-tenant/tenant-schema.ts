import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { readMigrationStatus } from '@holdfast/schema/migrations/migration-status';
import { pgMigrationTarget } from '@holdfast/schema/migrations/pg-migration-target';
import { readMigrations } from '@holdfast/schema/migrations/read-migrations';
import type { ClientBase, Pool } from 'pg';

import { assertTenantSchemaName } from '../../db/tenant-name.ts';

export async function hasTenantSchema(pool: Pool, schemaName: string): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schemaName]);
  return rowCount === 1;
}

/** For copies that were never finished. */
export async function dropTenantSchema(pool: Pool, schemaName: string): Promise<void> {
  assertTenantSchemaName(schemaName);
  await pool.query(`DROP SCHEMA IF EXISTS "${schemaName}" CASCADE`);
}

/**
 * Keeps the schema under a name that is no tenant's. The generation that it ends with is in it: no two that a tenant leaves
 * behind are called the same.
 */
export async function retireTenantSchema(
  client: ClientBase,
  schemaName: string,
  details: { readonly generation: number; readonly target: string; readonly now: Date },
): Promise<string> {
  assertTenantSchemaName(schemaName);
  const retired = `moved_${details.generation}_${schemaName}`;
  await client.query(`ALTER SCHEMA "${schemaName}" RENAME TO "${retired}"`);
  const comment = `moved to cluster ${details.target} at ${details.now.toISOString()}; drop it when it is no longer needed`;
  await client.query(`COMMENT ON SCHEMA "${retired}" IS '${comment.replaceAll("'", "''")}'`);
  return retired;
}

/** Throws HF_MIGRATIONS_PENDING: the copy is made with the migrations of this version. */
export async function assertTenantMigrated(pool: Pool, schemaName: string): Promise<void> {
  const { state } = await readMigrationStatus(pgMigrationTarget(pool), {
    schemaName,
    migrations: readMigrations('tenant'),
  });
  if (state !== 'current')
    throw new HoldfastError('HF_MIGRATIONS_PENDING', { details: { schemaName, state } });
}
