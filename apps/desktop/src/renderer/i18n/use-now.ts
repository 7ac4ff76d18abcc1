import { useSyncExternalStore } from 'react';

/** Minutes are the finest step that is shown, so this is often enough; all clocks on the screen move together. */
const stepMilliseconds = 15_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let clockOffset = 0;
let now = Date.now();

/** The present, as it was at most a quarter of a minute ago. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** Puts the present right by what the server said of this device's clock. */
export function setClockOffset(milliseconds: number): void {
  if (milliseconds === clockOffset) return;
  clockOffset = milliseconds;
  step();
}

function subscribe(listener: () => void): () => void {
  if (timer === null) {
    now = Date.now() + clockOffset;
    timer = setInterval(step, stepMilliseconds);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

function step(): void {
  now = Date.now() + clockOffset;
  for (const listener of listeners) listener();
}
