import type { WakeUpSettings } from '../config/settings.ts';
import { PostgresWakeUps } from './postgres-wake-ups.ts';
import { ProcessWakeUps } from './process-wake-ups.ts';
import type { ReportWakeUpError, WakeUps } from './wake-ups.ts';

export interface CreateWakeUpsOptions {
  readonly settings: WakeUpSettings;
  readonly databaseUrl: string;
  readonly onError: ReportWakeUpError;
}

/**
 * Creates the wake-ups of the configured kind. They work within this process at once, and with other processes once
 * connected.
 */
export async function createWakeUps(options: CreateWakeUpsOptions): Promise<WakeUps> {
  const { settings, databaseUrl, onError } = options;
  switch (settings.kind) {
    case 'process':
      return new ProcessWakeUps(onError);
    case 'postgres':
      return new PostgresWakeUps({ databaseUrl, onError });
    case 'nats': {
      // The NATS client is loaded only if it is used.
      const { NatsWakeUps } = await import('./nats-wake-ups.ts');
      return new NatsWakeUps({ natsUrl: settings.natsUrl, onError });
    }
  }
}
