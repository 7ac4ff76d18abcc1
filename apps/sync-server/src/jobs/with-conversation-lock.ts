import type { Pool } from 'pg';

import { workLockName } from '../db/tenant-locks.ts';
import { groupOf, type OutboundJob } from './queues.ts';

/**
 * Runs `work` while nobody else works on the conversation, in any process, without a transaction being open. Does not run it
 * while the tenant is being moved: whoever moves it waits for the work that is under way, and queues the rest anew.
 * The locks belong to a connection, so they end with the process that holds them.
 */
export async function withConversationLock(
  pool: Pool,
  job: OutboundJob,
  work: () => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  let broken = true;
  try {
    const { rows } = await client.query<{ here: boolean }>(
      'SELECT pg_try_advisory_lock_shared(hashtextextended($1, 0)) AS here',
      [workLockName(job.schemaName)],
    );
    if (rows[0]?.here === true) {
      await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [groupOf(job)]);
      try {
        await work();
      } finally {
        await client.query('SELECT pg_advisory_unlock_all()');
      }
    }
    broken = false;
  } finally {
    // After an error it is not known whether the locks were given back: closing the connection does it for certain.
    client.release(broken);
  }
}
