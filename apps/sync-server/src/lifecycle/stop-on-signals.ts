import type { Logger } from '../logging/create-logger.ts';
import type { RunningServer } from './start-server.ts';

export interface StopOnSignalsOptions {
  readonly logger: Logger;
  readonly timeoutSeconds: number;
}

/**
 * Waits for SIGINT or SIGTERM, then stops the server. A second signal, or a stop longer than the timeout, exits with
 * status 1 at once. That is safe: unfinished work is resumed by another process or the next start.
 */
export async function stopOnSignals(
  running: RunningServer,
  options: StopOnSignalsOptions,
): Promise<NodeJS.Signals> {
  const { logger, timeoutSeconds } = options;
  const signal = await firstSignal();
  logger.info({ signal }, 'the server is stopping');
  const exitNow = (reason: string) => {
    logger.error({ reason }, 'the server was stopped before its shutdown finished');
    process.exit(1);
  };
  for (const repeated of ['SIGINT', 'SIGTERM'] as const)
    process.once(repeated, () => exitNow('a second signal'));
  setTimeout(() => exitNow('the shutdown timed out'), timeoutSeconds * 1000).unref();
  await running.stop();
  logger.info('the server has stopped');
  return signal;
}

function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const receive = (signal: NodeJS.Signals) => {
      process.off('SIGINT', receive);
      process.off('SIGTERM', receive);
      resolve(signal);
    };
    process.on('SIGINT', receive);
    process.on('SIGTERM', receive);
  });
}
