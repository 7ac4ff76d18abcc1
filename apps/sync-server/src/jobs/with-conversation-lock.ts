import type { Pool } from 'pg';

import { workLockName } from '../db/tenant-locks.ts';
import { groupOf, type OutboundJob } from './queues.ts';

/**
 * Runs `work` under a lock on the conversation across all processes, without an open transaction. Skips `work` while
 * the tenant is being moved: the move waits for running work and queues the remaining messages again. The locks are
 * session locks, so they end with the process that holds them.
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
    // After an error it is unknown whether the locks were released; closing the connection releases them.
    client.release(broken);
  }
}
