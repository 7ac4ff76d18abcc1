import { prepareJobs } from '@holdfast/sync-server/jobs/job-queue';
import { discardJobs, requeueUnsentMessages } from '@holdfast/sync-server/jobs/tenant-jobs';
import { createLogger } from '@holdfast/sync-server/logging/create-logger';
import type { MoveTenantRequest } from '@holdfast/sync-server/tenants/move/move-request';

/** A move request with the real job queue, as the command line makes it. */
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
