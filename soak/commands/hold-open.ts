import { setTimeout as delay } from 'node:timers/promises';

import type { SoakWorld } from '../world/soak-world.ts';

/** Duration of each transaction: invariant 11 requires liveness beside a transaction that is open this long. */
const heldOpenMs = 60_000;

/** Keeps one transaction with a write open at all times, each for a minute, until `stop` is aborted. */
export async function holdOpen(world: SoakWorld, stop: AbortSignal): Promise<void> {
  for (let number = 1; !stop.aborted; number += 1) {
    await world
      .inTenant(async (client) => {
        await client.query(`insert into conversation_tags (name, color) values ($1, '#00aa00')`, [
          `held open ${number} ${Date.now()}`,
        ]);
        await delay(heldOpenMs, undefined, { signal: stop }).catch(() => undefined);
      })
      // Postgres went down: the next transaction begins when it is back.
      .catch(() => delay(500));
  }
}
