import { randomBytes } from 'node:crypto';

import pg from 'pg';

import type { LandlordPool } from '@holdfast/sync-server/db/cluster-pools';
import { createLandlordPool } from '@holdfast/sync-server/db/create-pool';
import { migrateLandlord } from '@holdfast/sync-server/db/migrate-landlord';
import type { Tenant } from '@holdfast/sync-server/db/tenant-directory';
import { createTenant } from '@holdfast/sync-server/tenants/create-tenant';

export interface TestDatabase extends AsyncDisposable {
  /** URL of the database, with a login that is not a superuser. */
  readonly databaseUrl: string;
  readonly pool: LandlordPool;
  /** URLs of further clusters by the names of their settings. A test can add entries. */
  readonly clusterUrls: Record<string, string>;
  /** Creates a tenant, with a unique slug unless one is given. */
  createTenant(slug?: string): Promise<Tenant>;
  /** Closes all pools and drops the database and its roles. */
  close(): Promise<void>;
}

/**
 * Creates a database for one test file, with the landlord migrated. The login has only the rights that the operations
 * guide requires, so that no test passes only because its login is a superuser.
 * @param superuserUrl `inject('databaseUrl')`
 */
export async function createTestDatabase(superuserUrl: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await runOnce(superuserUrl, `CREATE ROLE "${name}" LOGIN CREATEROLE PASSWORD '${name}'`);
  await runOnce(superuserUrl, `CREATE DATABASE "${name}" OWNER "${name}"`);
  const databaseUrl = urlOf(superuserUrl, name);
  const clusterUrls: Record<string, string> = {};
  const pool = createLandlordPool({ databaseUrl, applicationName: name, clusterUrls });
  await migrateLandlord(pool);

  async function close(): Promise<void> {
    const { rows } = await pool.query<{ schema_name: string }>('SELECT schema_name FROM landlord.tenants');
    await pool.end();
    await runOnce(superuserUrl, `DROP DATABASE "${name}" WITH (FORCE)`);
    for (const { schema_name } of rows) await runOnce(superuserUrl, `DROP ROLE IF EXISTS "${schema_name}"`);
    await runOnce(superuserUrl, `DROP ROLE "${name}"`);
  }

  return {
    databaseUrl,
    pool,
    clusterUrls,
    createTenant: async (slug = `t${randomBytes(6).toString('hex')}`) =>
      (await createTenant(pool, { slug, name: slug, actor: 'system' })).tenant,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function urlOf(superuserUrl: string, name: string): string {
  const url = new URL(superuserUrl);
  url.username = name;
  url.password = name;
  url.pathname = `/${name}`;
  return url.href;
}

async function runOnce(databaseUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
