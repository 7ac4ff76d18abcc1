import type { Pool, PoolClient } from 'pg';

/** One transaction in a tenant's schema by the owner of its tables: the oracle's history is not the tenant's to see. */
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
    // A connection whose transaction failed is not used again.
    client.release(failure);
  }
}
