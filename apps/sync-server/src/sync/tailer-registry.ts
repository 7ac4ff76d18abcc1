import type { Pool } from 'pg';

import { Tailer } from './tailer.ts';

/** One tailer for each tenant with connected agents on this process. It ends with its last session. */
export class TailerRegistry {
  readonly #pool: Pool;
  readonly #onError: (error: unknown) => void;
  readonly #tailers = new Map<string, Tailer>();

  constructor(pool: Pool, onError: (error: unknown) => void) {
    this.#pool = pool;
    this.#onError = onError;
  }

  tailerOf(schemaName: string): Tailer {
    const known = this.#tailers.get(schemaName);
    if (known !== undefined) return known;
    const tailer = new Tailer({ pool: this.#pool, schemaName, onError: this.#onError });
    this.#tailers.set(schemaName, tailer);
    return tailer;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#tailers.values()].map((tailer) => tailer.stop()));
  }
}
