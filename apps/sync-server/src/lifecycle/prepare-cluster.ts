import { setTimeout as sleep } from 'node:timers/promises';

import { assertPostgres } from '../db/assert-postgres.ts';
import { prepareJobs } from '../jobs/job-queue.ts';
import type { ServedCluster } from './served-clusters.ts';
import type { ServerContext } from './server-context.ts';

const retryIntervalMs = 5000;

/**
 * Prepares a cluster, then runs `work`. Rejects if the default cluster is unreachable. An unreachable further cluster only
 * affects its own tenants: it is retried every 5 s in the background.
 */
export async function prepareCluster(
  server: Pick<ServerContext, 'logger' | 'lifecycle'>,
  cluster: ServedCluster,
  work: () => Promise<void>,
): Promise<void> {
  const prepare = async () => {
    await assertPostgres(cluster.pool);
    await prepareJobs(cluster.pool, server.logger);
    await work();
  };
  if (cluster.isDefault) return await prepare();
  try {
    await prepare();
  } catch (error) {
    logProblem(error);
    const { draining } = server.lifecycle;
    const retrying = retry(prepare, draining, logProblem);
    server.lifecycle.onDrain(`cluster ${cluster.cluster}`, () => retrying);
  }

  function logProblem(error: unknown): void {
    server.logger.error({ err: error, cluster: cluster.cluster }, 'a Postgres cluster is unreachable');
  }
}

async function retry(
  prepare: () => Promise<void>,
  draining: AbortSignal,
  onError: (error: unknown) => void,
): Promise<void> {
  for (;;) {
    await sleep(retryIntervalMs, undefined, { signal: draining }).catch(() => undefined);
    if (draining.aborted) return;
    try {
      return await prepare();
    } catch (error) {
      onError(error);
    }
  }
}
