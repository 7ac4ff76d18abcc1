import { drizzle } from 'drizzle-orm/node-postgres';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';

/** drizzle with the server's login, only for the schema-qualified tables of the landlord. */
export function landlordDatabase(pool: Pool): NodePgDatabase {
  return drizzle(pool);
}
