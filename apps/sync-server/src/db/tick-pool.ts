import type { Pool } from 'pg';

const tickPools = new WeakMap<Pool, Pool>();

/** From now on ticks of tenants on this pool have connections of their own. */
export function setTickPool(pool: Pool, tickPool: Pool): void {
  tickPools.set(pool, tickPool);
}

/** The connections by which a tailer reads: what is live never waits behind devices that come back, uploads or jobs. */
export function tickPoolOf(pool: Pool): Pool {
  return tickPools.get(pool) ?? pool;
}
