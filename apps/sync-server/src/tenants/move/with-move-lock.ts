import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import pg from 'pg';
import type { Pool, PoolClient } from 'pg';

/** After a kill, the lock stays held until Postgres notices the closed connection. */
const lockTimeout = '5s';

/**
 * Runs `work` under a lock that allows one move per tenant. The lock ends with the process that holds it. Throws
 * HF_TENANT_MOVING if another process holds it for over 5 s.
 */
export async function withMoveLock<Result>(
  landlord: Pool,
  slug: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const client = await landlord.connect();
  try {
    await lock(client, slug);
    const result = await work();
    await client.query('SELECT pg_advisory_unlock_all()');
    return result;
  } finally {
    client.release(true);
  }
}

async function lock(client: PoolClient, slug: string): Promise<void> {
  try {
    await client.query(`SET lock_timeout = '${lockTimeout}'`);
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`holdfast:move:${slug}`]);
  } catch (error) {
    const isHeld = error instanceof pg.DatabaseError && error.code === '55P03';
    if (!isHeld) throw error;
    throw new HoldfastError('HF_TENANT_MOVING', {
      details: { tenant: slug, reason: 'by another process' },
      cause: error,
    });
  }
}
