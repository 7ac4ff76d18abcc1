import { setTimeout as delay } from 'node:timers/promises';

import type { ReplicaFailpoint, ServerFailpoint } from '@holdfast/testkit/model/failpoints';

type Failpoint = ReplicaFailpoint | ServerFailpoint;

/** The failpoint at which a process kills itself with SIGKILL. */
export interface KillOrder {
  readonly point: Failpoint;
  /** Number of the passage of the failpoint, counted from 1. */
  readonly passage: number;
  /** Delay at the failpoint before the kill, in milliseconds. */
  readonly lingerMs: number;
}

/** Called at a failpoint; resolves when the process can continue. */
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
    // The signal arrives a moment later. Until then the process must not continue.
    await new Promise(() => undefined);
  };
}
