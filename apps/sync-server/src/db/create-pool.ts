import pg from 'pg';

export interface PoolOptions {
  readonly databaseUrl: string;
  /** Shown in pg_stat_activity, so that an operator sees who holds a connection. */
  readonly applicationName?: string;
  readonly maximumConnections?: number;
  /** A connection that broke while no query ran on it. The pool has dropped it or will when it is released. */
  readonly onConnectionError?: (error: Error) => void;
}

export function createPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    application_name: options.applicationName ?? 'holdfast',
    max: options.maximumConnections ?? 10,
    connectionTimeoutMillis: 10_000,
  });
  const report = options.onConnectionError ?? ignore;
  // Without these listeners a restart of Postgres would end the process: one for idle connections (the pool's own),
  // one for connections that are checked out between two queries.
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', report));
  return pool;
}

function ignore(): void {
  // Whoever uses the connection next gets the error from the query.
}
