import { parseDatabaseSettings } from '../config/settings.ts';
import { assertPostgres } from '../db/assert-postgres.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { openLandlordPool } from '../db/open-landlord-pool.ts';

/** Minimum pool size: a move holds two connections of one pool while it needs a third. */
const minConnections = 4;

/**
 * Runs `work` with the landlord's pool, after checking that Postgres is reachable and new enough. Closes all pools
 * afterwards.
 */
export async function withPool<Result>(work: (pool: LandlordPool) => Promise<Result>): Promise<Result> {
  const settings = parseDatabaseSettings(process.env);
  const databaseConnections = Math.max(minConnections, settings.databaseConnections);
  const pool = openLandlordPool({ ...settings, databaseConnections }, { applicationName: 'holdfast cli' });
  try {
    await assertPostgres(pool);
    return await work(pool);
  } finally {
    await pool.end();
  }
}
