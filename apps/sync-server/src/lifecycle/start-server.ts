import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { FastifyInstance } from 'fastify';

import { ConnectionRegistry } from '../auth/connection-registry.ts';
import type { Settings } from '../config/settings.ts';
import { assertPostgres } from '../db/assert-postgres.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { isMigrated } from '../db/is-migrated.ts';
import { openLandlordPool } from '../db/open-landlord-pool.ts';
import { createHttpApp } from '../http/create-http-app.ts';
import { registerJobGauge } from '../jobs/job-gauge.ts';
import type { Logger } from '../logging/create-logger.ts';
import { createMetrics } from '../metrics/create-metrics.ts';
import { registerProcessGauges } from '../metrics/process-gauges.ts';
import { registerServerGauges } from '../metrics/server-gauges.ts';
import type { PresenceTtls } from '../presence/presence-ttls.ts';
import { PresenceRegistry } from '../presence/presence-registry.ts';
import { FirstSyncAdmission } from '../sync/session/first-sync-admission.ts';
import { SyncSessionRegistry } from '../sync/session/sync-session-registry.ts';
import { AgentHeartbeats } from '../sync/session/agent-heartbeats.ts';
import { TailerRegistry } from '../sync/tailer/tailer-registry.ts';
import { isBehind, migrationOverview } from '../tenants/migration-overview.ts';
import { assertFilesDirectory } from './assert-files-directory.ts';
import { createBatchedReads } from './batched-reads.ts';
import { HeapGrowthTuner } from './heap-growth.ts';
import { Lifecycle } from './lifecycle.ts';
import { prepareCluster } from './prepare-cluster.ts';
import { findServedClusters } from './served-clusters.ts';
import type { ServerContext } from './server-context.ts';
import { startJobs } from './start-jobs.ts';
import { startWakeUps } from './start-wake-ups.ts';
import { startWeb } from './start-web.ts';
import { syncPolicies, type SyncPolicies } from './sync-policies.ts';

/**
 * Length of the accept queue, in connections. With Node's default of 511, the kernel dropped some of 2,000 devices that
 * reconnected at the same time. Their kernels retry after 1 s, doubling the delay each time.
 */
const connectionBacklog = 16_384;

/** `web` serves devices and platforms, `worker` runs the jobs, `all` does both. */
export type ServerRole = 'web' | 'worker' | 'all';

export interface StartServerOptions {
  readonly settings: Settings;
  readonly role: ServerRole;
  readonly logger: Logger;
  readonly clock?: () => Date;
  readonly presenceTtls?: PresenceTtls;
  readonly policies?: Partial<SyncPolicies>;
}

export interface RunningServer {
  readonly url: string;
  readonly server: ServerContext;
  stop(): Promise<void>;
}

/** Composes and starts one server process. On a failure the parts that already run are stopped. */
export async function startServer(options: StartServerOptions): Promise<RunningServer> {
  const { settings, role, logger } = options;
  const lifecycle = new Lifecycle(logger);
  const pool = openLandlordPool(settings, {
    onConnectionError: (error) => logger.warn({ err: error }, 'a connection to Postgres failed'),
  });
  lifecycle.onStop('database', () => pool.end());
  const metrics = createMetrics();
  const policies = { ...syncPolicies, ...options.policies };
  const tailers = new TailerRegistry({
    metrics,
    onError: (error) => logger.warn({ err: error }, 'a tick failed; its sessions will catch up'),
    policies,
  });
  lifecycle.onStop('tailers', () => tailers.stop());
  const agentHeartbeats = new AgentHeartbeats((error, { userId }) =>
    logger.warn({ err: error, userId }, "an agent's heartbeat could not be written"),
  );
  lifecycle.onStop('agent heartbeats', () => agentHeartbeats.stop());
  const connections = new ConnectionRegistry();
  const heapGrowth = new HeapGrowthTuner();
  const syncSessions = new SyncSessionRegistry((size) => heapGrowth.setSessionCount(size));
  lifecycle.draining.addEventListener('abort', () => syncSessions.wakeAll());
  const server: ServerContext = {
    settings,
    pool,
    logger,
    clock: options.clock ?? (() => new Date()),
    lifecycle,
    metrics,
    connections,
    syncSessions,
    agentHeartbeats,
    firstSyncs: new FirstSyncAdmission(settings.firstSyncs, ({ running, waiting }) => {
      metrics.firstSyncs.set({ state: 'running' }, running);
      metrics.firstSyncs.set({ state: 'waiting' }, waiting);
      if (waiting > 0) logger.info({ running, waiting }, 'first syncs are queued');
    }),
    presence: new PresenceRegistry(options.presenceTtls),
    batchedReads: createBatchedReads(),
    tailers,
    createSession: policies.createSession,
    applyMutations: policies.applyMutations,
    enqueueOutboundMessages: policies.enqueueOutboundMessages,
  };
  try {
    await assertPostgres(pool);
    if (!(await isMigrated(pool))) throw new HoldfastError('HF_MIGRATIONS_PENDING');
    const clusters = await findServedClusters(server);
    await startWakeUps(server, clusters);
    await warnAboutPendingMigrations(pool, logger);
    await assertFilesDirectory(settings.filesDirectory);
    const app = createHttpApp(server);
    lifecycle.onDrain('requests', () => app.close());
    registerServerGauges(server, clusters);
    registerProcessGauges(metrics.registry);
    registerJobGauge(metrics.registry, clusters);
    for (const cluster of clusters) {
      await prepareCluster(server, cluster, async () => {
        if (role !== 'web') await startJobs(server, cluster);
      });
    }
    if (role !== 'worker') await startWeb(app, server, clusters);
    const url = await listen(app, settings);
    logger.info({ url, role }, 'the server is listening');
    return { url, server, stop: () => lifecycle.stop() };
  } catch (error) {
    await lifecycle.stop();
    throw error;
  }
}

/** Logs the tenants with pending migrations. They cannot be served; the other tenants can. */
async function warnAboutPendingMigrations(pool: LandlordPool, logger: Logger): Promise<void> {
  const overview = await migrationOverview(pool);
  const behind = overview.filter(isBehind).map((schema) => schema.schema);
  if (behind.length > 0)
    logger.error({ behind }, 'these schemas have pending migrations: run `holdfast migrate`');
}

async function listen(app: FastifyInstance, settings: Settings): Promise<string> {
  try {
    return await app.listen({ host: settings.host, port: settings.port, backlog: connectionBacklog });
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!taken) throw error;
    throw new HoldfastError('HF_PORT_IN_USE', {
      details: { host: settings.host, port: settings.port },
      cause: error,
    });
  }
}
