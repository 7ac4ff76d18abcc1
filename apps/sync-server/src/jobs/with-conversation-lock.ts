import type { Pool } from 'pg';

/**
 * Runs `work` while nobody else runs any under the same name, in any process, without a transaction being open. The
 * lock belongs to a connection, so it ends with the process that holds it.
 */
export async function withConversationLock(
  pool: Pool,
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [name]);
    try {
      await work();
    } finally {
      await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name]);
    }
    broken = false;
  } finally {
    // After an error it is not known whether the lock was given back: closing the connection does it for certain.
    client.release(broken);
  }
}
