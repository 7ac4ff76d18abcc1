import { createWakeUps } from '../wake-ups/create-wake-ups.ts';
import type { WakeUps } from '../wake-ups/wake-ups.ts';
import type { ServedCluster } from './served-clusters.ts';
import type { ServerContext } from './server-context.ts';

/**
 * Connects this process to the wake-ups of all processes, in both directions. NATS carries the wake-ups of all clusters;
 * with NOTIFY each cluster carries its own.
 */
export async function startWakeUps(
  { settings, logger, lifecycle }: ServerContext,
  clusters: readonly ServedCluster[],
): Promise<void> {
  const create = async (databaseUrl: string): Promise<WakeUps> => {
    const wakeUps = await createWakeUps({
      settings: settings.wakeUps,
      databaseUrl,
      onError: (error) =>
        logger.warn({ err: error }, 'wake-ups are interrupted; changes are found by polling within 1 s'),
    });
    lifecycle.onStop('wake-ups', () => wakeUps.stop());
    return wakeUps;
  };
  const shared = settings.wakeUps.kind === 'nats' ? await create(settings.databaseUrl) : undefined;
  for (const { pool, databaseUrl } of clusters) pool.announceBy(shared ?? (await create(databaseUrl)));
}
