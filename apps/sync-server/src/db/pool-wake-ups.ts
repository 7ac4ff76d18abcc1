import type { Pool } from 'pg';

import { ProcessWakeUps } from '../wake-ups/process-wake-ups.ts';
import type { WakeUps } from '../wake-ups/wake-ups.ts';

const wakeUpsOfPools = new WeakMap<Pool, WakeUps>();

/** From now on commits on this pool are announced this way. Before anybody listens, or they listen to the old one. */
export function setWakeUps(pool: Pool, wakeUps: WakeUps): void {
  wakeUpsOfPools.set(pool, wakeUps);
}

/** How commits on this pool are announced: in this process alone, unless it was told otherwise. */
export function wakeUpsOf(pool: Pool): WakeUps {
  const known = wakeUpsOfPools.get(pool);
  if (known !== undefined) return known;
  const wakeUps = new ProcessWakeUps(() => undefined);
  wakeUpsOfPools.set(pool, wakeUps);
  return wakeUps;
}
