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

/** For copies that were never finished. */
export async function dropTenantSchema(pool: Pool, schemaName: string): Promise<void> {
  assertTenantSchemaName(schemaName);
  await pool.query(`DROP SCHEMA IF EXISTS "${schemaName}" CASCADE`);
}

/**
 * The name under which a source is kept: no tenant's, and with the generation that it ended with, so that no two that a tenant
 * leaves behind are called the same.
 */
function retiredName(schemaName: string, generation: number): string {
  return `moved_${generation}_${schemaName}`;
}

/**
 * Whether the source has been retired in favour of what the target holds: a copy is committed with the generation that follows
 * the one of its original. Nothing else decides it, not even a schema that somebody made in the source in the meantime.
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

/** Throws HF_MIGRATIONS_PENDING: the copy is made with the migrations of this version. */
export async function assertTenantMigrated(pool: Pool, schemaName: string): Promise<void> {
  const { state } = await readMigrationStatus(pgMigrationTarget(pool), {
    schemaName,
    migrations: readMigrations('tenant'),
  });
  if (state !== 'current')
    throw new HoldfastError('HF_MIGRATIONS_PENDING', { details: { schemaName, state } });
}
