import { drizzle } from 'drizzle-orm/node-postgres';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';

/** drizzle over the pool as the server's own login: for the qualified tables of the landlord and nothing else. */
export function landlordDatabase(pool: Pool): NodePgDatabase {
  return drizzle(pool);
}
