import { prepareJobs } from '../jobs/job-queue.ts';
import { discardJobs, requeueUnsentMessages } from '../jobs/tenant-jobs.ts';
import { createLogger } from '../logging/create-logger.ts';
import type { MoveTenantRequest } from '../use-cases/move-tenant/move-request.ts';

/** A move with the real queue, as the command line asks for it. */
export function moveRequest(slug: string, to: string): MoveTenantRequest {
  const logger = createLogger('silent');
  return {
    slug,
    to,
    actor: 'system',
    clock: () => new Date(),
    onStep: () => undefined,
    jobs: {
      prepare: (pool) => prepareJobs(pool, logger),
      requeue: requeueUnsentMessages,
      discard: discardJobs,
    },
  };
}
