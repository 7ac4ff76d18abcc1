import type { FastifyInstance } from 'fastify';

import { listClusters } from '../db/cluster-directory.ts';
import type { Cluster } from '../db/cluster-directory.ts';
import { poolOf } from '../db/cluster-pools.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { isMigrated } from '../db/is-migrated.ts';
import type { ServerContext } from '../lifecycle/server-context.ts';

const databaseTimeoutMilliseconds = 2000;

/** `/livez`: the process answers. `/readyz`: it should be sent work, or the reason why not. */
export function registerProbes(app: FastifyInstance, server: ServerContext): void {
  app.get('/livez', async () => ({ status: 'alive' }));

  app.get('/readyz', async (_request, reply) => {
    const reason = await whyNotReady(server);
    if (reason === undefined) return { status: 'ready', ...(await describeClusters(server)) };
    return await reply.status(503).send({ status: 'not-ready', reason });
  });
}

async function whyNotReady(server: ServerContext): Promise<string | undefined> {
  if (server.lifecycle.draining.aborted) return 'draining';
  try {
    return (await withTimeout(isMigrated(server.pool))) ? undefined : 'migrations-pending';
  } catch {
    return 'database-unreachable';
  }
}

/** Tenants of the other clusters are served all the same, so one that is away is told and takes nothing out of service. */
async function describeClusters({ pool }: ServerContext): Promise<{ unreachableClusters?: string[] }> {
  const clusters = await listClusters(pool);
  const answers = await Promise.all(
    clusters.map(async (cluster) => ({ cluster, isThere: await isThere(pool, cluster) })),
  );
  const away = answers.filter(({ isThere }) => !isThere).map(({ cluster }) => cluster.cluster);
  return away.length === 0 ? {} : { unreachableClusters: away };
}

async function isThere(landlord: LandlordPool, cluster: Cluster): Promise<boolean> {
  try {
    await withTimeout(poolOf(landlord, cluster).query('SELECT 1'));
    return true;
  } catch {
    return false;
  }
}

/** A Postgres that hangs must not make the probe hang. */
async function withTimeout<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('timed out')), databaseTimeoutMilliseconds);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
