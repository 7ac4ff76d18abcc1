import { randomBytes } from 'node:crypto';

import pg from 'pg';

import type { LandlordPool } from '@holdfast/sync-server/db/cluster-pools';
import { createLandlordPool } from '@holdfast/sync-server/db/create-pool';
import { migrateLandlord } from '@holdfast/sync-server/db/migrate-landlord';
import type { Tenant } from '@holdfast/sync-server/db/tenant-directory';
import { createTenant } from '@holdfast/sync-server/tenants/create-tenant';

export interface TestDatabase extends AsyncDisposable {
  /** URL of the database, as a login that is not a superuser. */
  readonly databaseUrl: string;
  readonly pool: LandlordPool;
  /** URLs of further clusters by their settings; a test may add to them. */
  readonly clusterUrls: Record<string, string>;
  /** A tenant with a slug of its own, or with the one that is given. */
  createTenant(slug?: string): Promise<Tenant>;
  /** Closes every pool and drops the database with the roles that it made. */
  close(): Promise<void>;
}

/**
 * A database of its own for one test file, with the landlord migrated. The login has what the operations guide asks
 * for and nothing more, so that a test cannot pass only because it was a superuser.
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
