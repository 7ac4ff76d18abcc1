import type { Pool, PoolClient } from 'pg';

/**
 * Runs a transaction in a tenant's schema as the owner of its tables. The tenant's role cannot read the oracle's
 * history.
 */
export async function asOwner<Result>(
  pool: Pool,
  schemaName: string,
  fn: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query(`begin; set local search_path = "${schemaName}", pg_temp`);
    const result = await fn(client);
    await client.query('commit');
    return result;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // A connection whose transaction failed is not reused.
    client.release(failure);
  }
}
