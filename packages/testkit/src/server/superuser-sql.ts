import pg from 'pg';

import type { Tenant } from '@holdfast/sync-server/db/tenant-directory';
import type { TestDatabase } from './test-database.ts';

/**
 * Runs `work` in the tenant's schema as a superuser, in one transaction. A superuser can disable triggers and foreign
 * keys.
 */
export async function asSuperuser<Result>(
  superuserUrl: string,
  { database, tenant }: { readonly database: TestDatabase; readonly tenant: Tenant },
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const url = new URL(superuserUrl);
  url.pathname = new URL(database.databaseUrl).pathname;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(`begin; set local search_path = "${tenant.schemaName}", pg_temp`);
    const result = await work(client);
    await client.query('commit');
    return result;
  } finally {
    await client.end();
  }
}
