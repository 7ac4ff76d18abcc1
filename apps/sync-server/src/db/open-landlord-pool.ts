import type { DatabaseSettings } from '../config/settings.ts';
import type { LandlordPool } from './cluster-pools.ts';
import { createLandlordPool } from './create-pool.ts';
import type { PoolOptions } from './create-pool.ts';

/** Of one process to one cluster, beside the others. A tick takes milliseconds, so they serve many tenants. */
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
