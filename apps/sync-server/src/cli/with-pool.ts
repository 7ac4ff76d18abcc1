import type { Pool } from 'pg';

import { parseDatabaseSettings } from '../config/settings.ts';
import { assertPostgres } from '../db/assert-postgres.ts';
import { createPool } from '../db/create-pool.ts';

/** A pool for the time of one command, on a Postgres that is known to answer and to be new enough. */
export async function withPool<Result>(work: (pool: Pool) => Promise<Result>): Promise<Result> {
  const settings = parseDatabaseSettings(process.env);
  const pool = createPool({
    databaseUrl: settings.databaseUrl,
    applicationName: 'holdfast cli',
    maximumConnections: settings.databaseConnections,
  });
  try {
    await assertPostgres(pool);
    return await work(pool);
  } finally {
    await pool.end();
  }
}
