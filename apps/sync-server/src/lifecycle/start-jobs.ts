import { sendThroughChannel } from '../channels/send-through-channel.ts';
import { createDirectoryFileStore } from '../files/file-store.ts';
import { startWorker } from '../jobs/start-worker.ts';
import type { ServedCluster } from './served-clusters.ts';
import type { ServerContext } from './server-context.ts';

/** Runs the jobs of a cluster in this process; outbound messages are sent through the channels. */
export async function startJobs(server: ServerContext, cluster: ServedCluster): Promise<void> {
  const { logger, metrics, clock, settings } = server;
  const files = createDirectoryFileStore(settings.filesDirectory);
  const sending = { files, allowPrivateAddresses: settings.allowPrivateAddresses, clock };
  const worker = await startWorker({
    pool: cluster.pool,
    landlord: cluster.isDefault ? server.pool : null,
    logger,
    metrics,
    files,
    periods: settings.retention,
    // A delivery attempt holds one connection and briefly a second one; the rest of the pool stays free for other work.
    concurrency: Math.max(1, Math.min(4, Math.floor(settings.databaseConnections / 3))),
    sendMessage: (schemaName, channel, message) => sendThroughChannel(sending, schemaName, channel, message),
  });
  server.lifecycle.onDrain(`jobs of ${cluster.cluster}`, () => worker.stop());
}
