import type { Pool } from 'pg';
import { PgBoss } from 'pg-boss';

import type { Logger } from '../logging/create-logger.ts';
import { jobsSchema, outboundQueue, retentionQueue, sweepQueue } from './queues.ts';

/**
 * Creates or migrates the job queue's tables. Every server does this when it starts, because messages can be queued
 * before a worker runs.
 */
export async function prepareJobs(pool: Pool, logger: Logger): Promise<void> {
  const boss = createBoss(pool, logger, { supervise: false, schedule: false });
  await boss.start();
  try {
    await boss.createQueue(outboundQueue);
    await boss.createQueue(retentionQueue, {
      policy: 'exclusive',
      retryLimit: 3,
      expireInSeconds: 4 * 3600,
    });
    await boss.createQueue(sweepQueue, { policy: 'exclusive', retryLimit: 0, deleteAfterSeconds: 3600 });
  } finally {
    await boss.stop({ graceful: false });
  }
}

export interface BossOptions {
  supervise: boolean;
  schedule: boolean;
}

/** Creates a pg-boss instance on the server's pool, so that all connections count against one limit. */
export function createBoss(pool: Pool, logger: Logger, options: BossOptions): PgBoss {
  const boss = new PgBoss({
    ...options,
    schema: jobsSchema,
    registerInstance: false,
    // Interval of the check for jobs of dead workers, which are then given to other workers.
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    db: { executeSql: (text, values) => pool.query(text, values) },
  });
  boss.on('error', (error) => logger.error({ err: error }, 'job queue error'));
  boss.on('warning', ({ message }) => logger.warn({ warning: message }, 'job queue warning'));
  return boss;
}
