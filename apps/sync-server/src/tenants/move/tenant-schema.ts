import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { readMigrationStatus } from '@holdfast/schema/migrations/migration-status';
import { pgMigrationTarget } from '@holdfast/schema/migrations/pg-migration-target';
import { readMigrations } from '@holdfast/schema/migrations/read-migrations';
import type { ClientBase, Pool } from 'pg';

import { assertTenantSchemaName } from '../../db/tenant-name.ts';

export async function hasSchema(pool: Pool, schemaName: string): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schemaName]);
  return rowCount === 1;
}

/** Drops an unfinished copy. */
export async function dropTenantSchema(pool: Pool, schemaName: string): Promise<void> {
  assertTenantSchemaName(schemaName);
  await pool.query(`DROP SCHEMA IF EXISTS "${schemaName}" CASCADE`);
}

/**
 * Name of a retired source schema. It cannot be a tenant's name, and it contains the last generation, so that all
 * retired schemas of a tenant have different names.
 */
function retiredName(schemaName: string, generation: number): string {
  return `moved_${generation}_${schemaName}`;
}

/**
 * Returns true if the source was retired in favor of the target: the target's generation follows the generation in a
 * retired schema's name. A schema that was later created in the source under the tenant's name does not change the
 * result.
 */
export async function isRetired(source: Pool, target: Pool, schemaName: string): Promise<boolean> {
  const generation = await readGeneration(target, schemaName);
  return generation !== null && (await hasSchema(source, retiredName(schemaName, generation - 1)));
}

async function readGeneration(pool: Pool, schemaName: string): Promise<number | null> {
  assertTenantSchemaName(schemaName);
  const { rows } = await pool.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    `"${schemaName}".sync_state`,
  ]);
  if (rows[0]?.there !== true) return null;
  const state = await pool.query<{ generation: number }>(`SELECT generation FROM "${schemaName}".sync_state`);
  return state.rows[0]?.generation ?? null;
}

export async function retireTenantSchema(
  client: ClientBase,
  schemaName: string,
  details: { readonly generation: number; readonly target: string; readonly now: Date },
): Promise<string> {
  assertTenantSchemaName(schemaName);
  const retired = retiredName(schemaName, details.generation);
  await client.query(`ALTER SCHEMA "${schemaName}" RENAME TO "${retired}"`);
  const comment = `moved to cluster ${details.target} at ${details.now.toISOString()}; drop it when it is no longer needed`;
  await client.query(`COMMENT ON SCHEMA "${retired}" IS '${comment.replaceAll("'", "''")}'`);
  return retired;
}

/** Throws HF_MIGRATIONS_PENDING unless the schema is current: the copy is created with this version's migrations. */
export async function assertTenantMigrated(pool: Pool, schemaName: string): Promise<void> {
  const { state } = await readMigrationStatus(pgMigrationTarget(pool), {
    schemaName,
    migrations: readMigrations('tenant'),
  });
  if (state !== 'current')
    throw new HoldfastError('HF_MIGRATIONS_PENDING', { details: { schemaName, state } });
}
