import type { FastifyInstance } from 'fastify';

import { listClusters } from '../db/cluster-directory.ts';
import type { Cluster } from '../db/cluster-directory.ts';
import { poolOf } from '../db/cluster-pools.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { isMigrated } from '../db/is-migrated.ts';
import type { ServerContext } from '../lifecycle/server-context.ts';

const databaseTimeoutMs = 2000;

/** `/livez`: the process is alive. `/readyz`: the process can take work, or the reason why not. */
export function registerProbes(app: FastifyInstance, server: ServerContext): void {
  app.get('/livez', async () => ({ status: 'alive' }));

  app.get('/readyz', async (_request, reply) => {
    const reason = await readinessProblem(server);
    if (reason === undefined) return { status: 'ready', ...(await describeClusters(server)) };
    return await reply.status(503).send({ status: 'not-ready', reason });
  });
}

async function readinessProblem(server: ServerContext): Promise<string | undefined> {
  if (server.lifecycle.draining.aborted) return 'draining';
  try {
    return (await withTimeout(isMigrated(server.pool))) ? undefined : 'migrations-pending';
  } catch {
    return 'database-unreachable';
  }
}

/**
 * An unreachable cluster does not make the process unready, because tenants of the other clusters are still served.
 * The response only lists it.
 */
async function describeClusters({ pool }: ServerContext): Promise<{ unreachableClusters?: string[] }> {
  const clusters = await listClusters(pool);
  const results = await Promise.all(
    clusters.map(async (cluster) => ({ cluster, isThere: await isReachable(pool, cluster) })),
  );
  const unreachable = results
    .filter(({ isThere: isReachable }) => !isReachable)
    .map(({ cluster }) => cluster.cluster);
  return unreachable.length === 0 ? {} : { unreachableClusters: unreachable };
}

async function isReachable(landlord: LandlordPool, cluster: Cluster): Promise<boolean> {
  try {
    await withTimeout(poolOf(landlord, cluster).query('SELECT 1'));
    return true;
  } catch {
    return false;
  }
}

/** A hanging Postgres must not make the probe hang. */
async function withTimeout<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('timed out')), databaseTimeoutMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
