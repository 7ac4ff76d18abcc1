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

/** A session's lease of the tailer of its tenant. */
export interface TailerLease {
  readonly tailer: Tailer;
  /** Called when the session has ended. */
  release(): void;
}

interface Entry {
  readonly pool: ClusterPool;
  readonly tailer: Tailer;
  readonly leases: Set<TailerLease>;
}

/** One tailer for each tenant with connected agents on this process. It stops and is removed with its last session. */
export class TailerRegistry {
  readonly #options: TailerRegistryOptions;
  readonly #tailers = new Map<string, Entry>();
  /** Tailers without sessions that are finishing their last tick. */
  readonly #ending = new RunningWork();

  constructor(options: TailerRegistryOptions) {
    this.#options = options;
  }

  /** Number of followed tenants. */
  get size(): number {
    return this.#tailers.size;
  }

  /** @param pool pool of the cluster that holds the tenant now */
  acquire(pool: ClusterPool, schemaName: string): TailerLease {
    const entry = this.#entryOf(pool, schemaName);
    const acquire: TailerLease = {
      tailer: entry.tailer,
      release: () => {
        if (!entry.leases.delete(acquire) || entry.leases.size > 0) return;
        if (this.#tailers.get(schemaName) === entry) this.#tailers.delete(schemaName);
        this.#end(entry.tailer);
      },
    };
    entry.leases.add(acquire);
    return acquire;
  }

  /** Maximum over all tailers of the milliseconds since the last successful tick; 0 if none runs. */
  maxTickAgeMs(): number {
    return Math.max(0, ...[...this.#tailers.values()].map(({ tailer }) => tailer.tickAgeMs));
  }

  async stop(): Promise<void> {
    for (const { tailer } of this.#tailers.values()) this.#end(tailer);
    await this.#ending.idle();
  }

  #entryOf(pool: ClusterPool, schemaName: string): Entry {
    const known = this.#tailers.get(schemaName);
    if (known?.pool === pool) return known;
    // The tenant has moved to another cluster: stopping the old tailer ends its sessions.
    if (known !== undefined) this.#end(known.tailer);
    const entry = {
      pool,
      tailer: new Tailer({ ...this.#options, pool, schemaName }),
      leases: new Set<TailerLease>(),
    };
    this.#tailers.set(schemaName, entry);
    return entry;
  }

  #end(tailer: Tailer): void {
    void this.#ending.add(tailer.stop());
  }
}
