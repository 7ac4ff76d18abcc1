import { setTimeout as delay } from 'node:timers/promises';

import type { ReplicaFailpoint, ServerFailpoint } from '@holdfast/testkit/model/failpoints';

type Failpoint = ReplicaFailpoint | ServerFailpoint;

/** Where and when a process kills itself, as by `kill -9`. */
export interface KillOrder {
  readonly point: Failpoint;
  /** At which passage of the point, counted from 1. */
  readonly passage: number;
  /** Milliseconds that the process waits at the point first. */
  readonly lingerMs: number;
}

/** Told of a failpoint; resolves when the process may continue. */
export type Reach = (point: Failpoint) => Promise<void>;

/** Kills its own process at a failpoint. */
export class KillSwitch {
  #order: KillOrder | undefined;
  #passages = 0;

  arm(order: KillOrder): void {
    this.#order = order;
    this.#passages = 0;
  }

  readonly reach: Reach = async (point) => {
    if (this.#order?.point !== point) return;
    this.#passages += 1;
    if (this.#passages !== this.#order.passage) return;
    await delay(this.#order.lingerMs);
    process.kill(process.pid, 'SIGKILL');
    // The signal takes a moment to arrive, and nothing more may happen until then.
    await new Promise(() => undefined);
  };
}
