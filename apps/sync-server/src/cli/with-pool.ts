import type { Pool } from 'pg';

import { parseDatabaseSettings } from '../config/settings.ts';
import { assertPostgres } from '../db/assert-postgres.ts';
import { openPools } from '../db/open-pools.ts';

/** A move holds two connections of one pool while it needs a third. */
const fewestConnections = 4;

/** The landlord's pool for the time of one command, on a Postgres that is known to answer and to be new enough. */
export async function withPool<Result>(work: (pool: Pool) => Promise<Result>): Promise<Result> {
  const settings = parseDatabaseSettings(process.env);
  const databaseConnections = Math.max(fewestConnections, settings.databaseConnections);
  const pools = openPools({ ...settings, databaseConnections }, { applicationName: 'holdfast cli' });
  try {
    await assertPostgres(pools.pool);
    return await work(pools.pool);
  } finally {
    await pools.end();
  }
}
