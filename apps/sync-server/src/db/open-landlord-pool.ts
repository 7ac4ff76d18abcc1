import type { DatabaseSettings } from '../config/settings.ts';
import type { LandlordPool } from './cluster-pools.ts';
import { createLandlordPool } from './create-pool.ts';
import type { PoolOptions } from './create-pool.ts';

/** Tick connections per process and cluster. A tick takes milliseconds, so 4 serve many tenants. */
const tickConnections = 4;

export function openLandlordPool(
  settings: Pick<DatabaseSettings, 'databaseUrl' | 'databaseConnections' | 'clusterUrls'>,
  options: Pick<PoolOptions, 'applicationName' | 'onConnectionError'> = {},
): LandlordPool {
  return createLandlordPool({
    ...options,
    databaseUrl: settings.databaseUrl,
    maxConnections: settings.databaseConnections,
    clusterUrls: settings.clusterUrls,
    tickConnections,
  });
}
