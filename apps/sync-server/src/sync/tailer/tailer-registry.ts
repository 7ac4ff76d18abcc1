import type { ClusterPool } from '../../db/cluster-pool.ts';
import { RunningWork } from '@holdfast/schema/async/running-work';
import type { ServerMetrics } from '../../metrics/create-metrics.ts';
import { Tailer } from './tailer.ts';
import type { TickPolicies } from '../session/tick-policies.ts';

export interface TailerRegistryOptions {
  readonly metrics: ServerMetrics;
  readonly onError: (error: unknown) => void;
  readonly policies?: TickPolicies;
}

/** A session's hold on the tailer of its tenant. */
export interface TailerUse {
  readonly tailer: Tailer;
  /** The session has ended. */
  release(): void;
}

interface Entry {
  readonly pool: ClusterPool;
  readonly tailer: Tailer;
  readonly uses: Set<TailerUse>;
}

/** One tailer for each tenant with connected agents on this process. It ends, and is forgotten, with its last session. */
export class TailerRegistry {
  readonly #options: TailerRegistryOptions;
  readonly #tailers = new Map<string, Entry>();
  /** Tailers that nobody uses any more, in their last tick. */
  readonly #ending = new RunningWork();

  constructor(options: TailerRegistryOptions) {
    this.#options = options;
  }

  /** How many tenants are followed. */
  get size(): number {
    return this.#tailers.size;
  }

  /** @param pool of the cluster that holds the tenant now */
  use(pool: ClusterPool, schemaName: string): TailerUse {
    const entry = this.#entryOf(pool, schemaName);
    const use: TailerUse = {
      tailer: entry.tailer,
      release: () => {
        if (!entry.uses.delete(use) || entry.uses.size > 0) return;
        if (this.#tailers.get(schemaName) === entry) this.#tailers.delete(schemaName);
        this.#end(entry.tailer);
      },
    };
    entry.uses.add(use);
    return use;
  }

  /** Milliseconds since the last tick of the tailer that has been without one the longest; 0 where none runs. */
  longestSilence(): number {
    return Math.max(0, ...[...this.#tailers.values()].map(({ tailer }) => tailer.silence));
  }

  async stop(): Promise<void> {
    for (const { tailer } of this.#tailers.values()) this.#end(tailer);
    await this.#ending.idle();
  }

  #entryOf(pool: ClusterPool, schemaName: string): Entry {
    const known = this.#tailers.get(schemaName);
    if (known?.pool === pool) return known;
    // The tenant has moved: whoever still follows it where it was is sent away.
    if (known !== undefined) this.#end(known.tailer);
    const entry = {
      pool,
      tailer: new Tailer({ ...this.#options, pool, schemaName }),
      uses: new Set<TailerUse>(),
    };
    this.#tailers.set(schemaName, entry);
    return entry;
  }

  #end(tailer: Tailer): void {
    void this.#ending.add(tailer.stop());
  }
}
