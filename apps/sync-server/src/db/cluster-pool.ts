import pg from 'pg';

import { ProcessWakeUps } from '../wake-ups/process-wake-ups.ts';
import type { WakeUps } from '../wake-ups/wake-ups.ts';

/** Connections to one Postgres cluster, with the wake-ups of its tenants. */
export class ClusterPool extends pg.Pool {
  /** Connections for ticks only, so that live sessions never wait behind reconnecting devices, uploads or jobs. */
  readonly tickPool: ClusterPool;
  #wakeUps: WakeUps = new ProcessWakeUps(() => undefined);

  constructor(config: pg.PoolConfig, tickPool?: ClusterPool) {
    super(config);
    this.tickPool = tickPool ?? this;
  }

  /** Announces commits on this pool: within this process only, until `announceBy` sets other wake-ups. */
  get wakeUps(): WakeUps {
    return this.#wakeUps;
  }

  /** Must be called before the first `listen`: existing listeners stay with the previous wake-ups. */
  announceBy(wakeUps: WakeUps): void {
    this.#wakeUps = wakeUps;
  }

  override async end(): Promise<void> {
    await Promise.all([super.end(), ...(this.tickPool === this ? [] : [this.tickPool.end()])]);
  }
}
