import { setTimeout as delay } from 'node:timers/promises';

import type { SoakWorld } from '../world/soak-world.ts';

/** Invariant 11 asks for liveness beside a transaction that is open for so long. */
const heldOpenMs = 60_000;

/** Has a transaction with something written in it open at all times, one after the other, until it is told to stop. */
export async function holdOpen(world: SoakWorld, stop: AbortSignal): Promise<void> {
  for (let number = 1; !stop.aborted; number += 1) {
    await world
      .inTenant(async (client) => {
        await client.query(`insert into conversation_tags (name, color) values ($1, '#00aa00')`, [
          `held open ${number} ${Date.now()}`,
        ]);
        await delay(heldOpenMs, undefined, { signal: stop }).catch(() => undefined);
      })
      // Postgres went away under it: the next one is begun once it is back.
      .catch(() => delay(500));
  }
}
