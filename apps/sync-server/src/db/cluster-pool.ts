import pg from 'pg';

import { ProcessWakeUps } from '../wake-ups/process-wake-ups.ts';
import type { WakeUps } from '../wake-ups/wake-ups.ts';

/** Connections to one Postgres cluster, and what work in its tenants needs beside them. */
export class ClusterPool extends pg.Pool {
  /** Connections for ticks alone: live sessions never wait behind reconnecting devices, uploads or jobs. */
  readonly tickPool: ClusterPool;
  #wakeUps: WakeUps = new ProcessWakeUps(() => undefined);

  constructor(config: pg.PoolConfig, tickPool?: ClusterPool) {
    super(config);
    this.tickPool = tickPool ?? this;
  }

  /** How commits on this pool are announced: within this process, until `announceBy` names another way. */
  get wakeUps(): WakeUps {
    return this.#wakeUps;
  }

  /** Call it before anything listens: listeners stay with the wake-ups that they began with. */
  announceBy(wakeUps: WakeUps): void {
    this.#wakeUps = wakeUps;
  }

  override async end(): Promise<void> {
    await Promise.all([super.end(), ...(this.tickPool === this ? [] : [this.tickPool.end()])]);
  }
}
