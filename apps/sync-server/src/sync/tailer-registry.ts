import type { Pool } from 'pg';

import type { ServerMetrics } from '../metrics/create-metrics.ts';
import { Tailer } from './tailer.ts';

export interface TailerRegistryOptions {
  readonly pool: Pool;
  readonly metrics: ServerMetrics;
  readonly onError: (error: unknown) => void;
}

/** One tailer for each tenant with connected agents on this process. It ends with its last session. */
export class TailerRegistry {
  readonly #options: TailerRegistryOptions;
  readonly #tailers = new Map<string, Tailer>();

  constructor(options: TailerRegistryOptions) {
    this.#options = options;
  }

  tailerOf(schemaName: string): Tailer {
    const known = this.#tailers.get(schemaName);
    if (known !== undefined) return known;
    const tailer = new Tailer({ ...this.#options, schemaName });
    this.#tailers.set(schemaName, tailer);
    return tailer;
  }

  /** Milliseconds since the last tick of the tailer that has been without one the longest; 0 where none runs. */
  longestSilence(): number {
    return Math.max(0, ...[...this.#tailers.values()].map((tailer) => tailer.silence));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#tailers.values()].map((tailer) => tailer.stop()));
  }
}
