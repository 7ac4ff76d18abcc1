import type { Pool } from 'pg';

import type { ServerMetrics } from '../metrics/create-metrics.ts';
import { Tailer } from './tailer.ts';

export interface TailerRegistryOptions {
  readonly metrics: ServerMetrics;
  readonly onError: (error: unknown) => void;
}

/** One tailer for each tenant with connected agents on this process. It ends with its last session. */
export class TailerRegistry {
  readonly #options: TailerRegistryOptions;
  readonly #tailers = new Map<string, { readonly pool: Pool; readonly tailer: Tailer }>();

  constructor(options: TailerRegistryOptions) {
    this.#options = options;
  }

  /** @param pool of the cluster that holds the tenant now */
  tailerOf(pool: Pool, schemaName: string): Tailer {
    const known = this.#tailers.get(schemaName);
    if (known?.pool === pool) return known.tailer;
    // The tenant has moved: whoever still follows it where it was is sent away.
    void known?.tailer.stop();
    const tailer = new Tailer({ ...this.#options, pool, schemaName });
    this.#tailers.set(schemaName, { pool, tailer });
    return tailer;
  }

  /** Milliseconds since the last tick of the tailer that has been without one the longest; 0 where none runs. */
  longestSilence(): number {
    return Math.max(0, ...[...this.#tailers.values()].map(({ tailer }) => tailer.silence));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#tailers.values()].map(({ tailer }) => tailer.stop()));
  }
}
