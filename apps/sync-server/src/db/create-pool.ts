import type { PoolConfig } from 'pg';

import { ClusterPool } from './cluster-pool.ts';
import { ClusterPools, LandlordPool } from './cluster-pools.ts';

export interface PoolOptions {
  readonly databaseUrl: string;
  /** Shown in pg_stat_activity, so that an operator can identify the connection. */
  readonly applicationName?: string;
  readonly maxConnections?: number;
  /** Additional connections for ticks; if undefined, ticks share the others. */
  readonly tickConnections?: number;
  /** Called when a connection fails while no query runs on it. The pool discards the connection. */
  readonly onConnectionError?: (error: Error) => void;
}

export interface LandlordPoolOptions extends PoolOptions {
  /** URLs of the further clusters, by name of their setting. */
  readonly clusterUrls?: Readonly<Record<string, string>>;
}

export function createPool(options: PoolOptions): ClusterPool {
  return withErrorListeners(new ClusterPool(configOf(options), createTickPool(options)), options);
}

/** The pools of further clusters are opened with the same options. */
export function createLandlordPool(options: LandlordPoolOptions): LandlordPool {
  const { clusterUrls = {}, ...poolOptions } = options;
  const furtherClusters = new ClusterPools({
    urls: clusterUrls,
    open: (databaseUrl) => createPool({ ...poolOptions, databaseUrl }),
  });
  const pool = new LandlordPool(configOf(options), furtherClusters, createTickPool(options));
  return withErrorListeners(pool, options);
}

function createTickPool({ tickConnections, ...options }: PoolOptions): ClusterPool | undefined {
  return tickConnections === undefined
    ? undefined
    : createPool({ ...options, maxConnections: tickConnections });
}

function configOf({ databaseUrl, applicationName, maxConnections }: PoolOptions): PoolConfig {
  return {
    connectionString: databaseUrl,
    application_name: applicationName ?? 'holdfast',
    max: maxConnections ?? 10,
    connectionTimeoutMillis: 10_000,
  };
}

/**
 * Without these listeners a restart of Postgres would crash the process. The first covers idle connections, the second
 * checked-out connections between two queries.
 */
function withErrorListeners<Pool extends ClusterPool>(
  pool: Pool,
  { onConnectionError = ignore }: PoolOptions,
): Pool {
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', onConnectionError));
  return pool;
}

function ignore(): void {
  // The next query on the connection fails with the error.
}
