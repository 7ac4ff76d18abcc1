import { setTimeout as delay } from 'node:timers/promises';

import { watchFailpoints } from '@holdfast/schema/proof/failpoints';
import type { Failpoint } from '@holdfast/schema/proof/failpoints';

/** Where and when a process kills itself, as by `kill -9`. */
export interface KillOrder {
  readonly point: Failpoint;
  /** At its how manieth passage, from 1. */
  readonly passage: number;
  /** How long it stays there before. */
  readonly lingerMs: number;
}

/** In the process that is to die. */
export function killAt({ point, passage, lingerMs }: KillOrder): void {
  let passages = 0;
  watchFailpoints(async (reached) => {
    if (reached !== point) return;
    passages += 1;
    if (passages !== passage) return;
    await delay(lingerMs);
    process.kill(process.pid, 'SIGKILL');
    // It takes a moment to arrive, in which nothing more may be done.
    await new Promise(() => undefined);
  });
}
