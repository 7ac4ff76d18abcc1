import type { Pool } from 'pg';

import type { DatabaseSettings } from '../config/settings.ts';
import { ClusterPools, setClusterPools } from './cluster-pools.ts';
import { createPool } from './create-pool.ts';
import type { PoolOptions } from './create-pool.ts';
import { setTickPool } from './tick-pool.ts';

/** Of one process to one cluster, beside the others. A tick takes milliseconds, so they serve many tenants. */
const tickConnections = 4;

export type OpenPoolsOptions = Pick<PoolOptions, 'applicationName' | 'onConnectionError'>;

/** The landlord's pool, through which those of all other clusters are reached. */
export interface OpenPools {
  readonly pool: Pool;
  end(): Promise<void>;
}

export function openPools(
  settings: Pick<DatabaseSettings, 'databaseUrl' | 'databaseConnections' | 'clusterUrls'>,
  options: OpenPoolsOptions = {},
): OpenPools {
  const tickPools: Pool[] = [];
  const open = (databaseUrl: string) => {
    const pool = createPool({ ...options, databaseUrl, maximumConnections: settings.databaseConnections });
    const tickPool = createPool({ ...options, databaseUrl, maximumConnections: tickConnections });
    tickPools.push(tickPool);
    setTickPool(pool, tickPool);
    return pool;
  };
  const pool = open(settings.databaseUrl);
  const further = new ClusterPools({ urls: settings.clusterUrls, open });
  setClusterPools(pool, further);
  return {
    pool,
    end: async () => {
      await Promise.all([pool.end(), further.end(), ...tickPools.map((tickPool) => tickPool.end())]);
    },
  };
}
