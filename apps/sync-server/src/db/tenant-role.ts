import type { ClientBase, Pool } from 'pg';

import { grantLockName } from './tenant-locks.ts';
import { assertTenantSchemaName } from './tenant-name.ts';

/**
 * Creates the schema and the role of a tenant if they do not exist. The role cannot log in; the server's login can SET
 * ROLE to it. It does not own its tables, so it can neither drop a trigger nor change a column.
 */
export async function ensureTenantRole(pool: Pool, schemaName: string): Promise<void> {
  assertTenantSchemaName(schemaName);
  await pool.query(`
    DO $$
    BEGIN
      CREATE ROLE "${schemaName}" NOLOGIN NOINHERIT;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL; -- made before, or at this moment by another process
    END
    $$;
    DO $$
    DECLARE
      -- Since Postgres 16 becoming a role is a right of its own, and its maker does not have it by itself.
      separate_set_right boolean := current_setting('server_version_num')::int >= 160000;
    BEGIN
      IF separate_set_right AND NOT pg_has_role(current_user, '${schemaName}', 'SET') THEN
        EXECUTE 'GRANT "${schemaName}" TO CURRENT_USER WITH SET TRUE, INHERIT FALSE';
      ELSIF NOT separate_set_right AND NOT pg_has_role(current_user, '${schemaName}', 'MEMBER') THEN
        EXECUTE 'GRANT "${schemaName}" TO CURRENT_USER';
      END IF;
    END
    $$;
    CREATE SCHEMA IF NOT EXISTS "${schemaName}";
  `);
}

/** Grants the role its rights on all tables and sequences of its schema, existing and future. Opens a closed tenant. */
export async function grantTenantRights(pool: Pool, schemaName: string): Promise<void> {
  assertTenantSchemaName(schemaName);
  const tables = 'SELECT, INSERT, UPDATE, DELETE ON';
  const sequences = 'USAGE, SELECT ON';
  await pool.query(`
    BEGIN;
    SELECT pg_advisory_xact_lock(hashtextextended('${grantLockName(schemaName)}', 0));
    GRANT USAGE ON SCHEMA "${schemaName}" TO "${schemaName}";
    GRANT ${tables} ALL TABLES IN SCHEMA "${schemaName}" TO "${schemaName}";
    GRANT ${sequences} ALL SEQUENCES IN SCHEMA "${schemaName}" TO "${schemaName}";
    ALTER DEFAULT PRIVILEGES IN SCHEMA "${schemaName}" GRANT ${tables} TABLES TO "${schemaName}";
    ALTER DEFAULT PRIVILEGES IN SCHEMA "${schemaName}" GRANT ${sequences} SEQUENCES TO "${schemaName}";
    REVOKE INSERT, UPDATE, DELETE ON "${schemaName}".schema_migrations FROM "${schemaName}";
    COMMIT;
  `);
}

/** Closes a tenant: every later statement of its role in this cluster fails, see `closedTenantError`. */
export async function closeTenantSchema(database: ClientBase | Pool, schemaName: string): Promise<void> {
  assertTenantSchemaName(schemaName);
  await database.query(`REVOKE USAGE ON SCHEMA "${schemaName}" FROM "${schemaName}"`);
}
