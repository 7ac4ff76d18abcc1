import { useSyncExternalStore } from 'react';

/**
 * Interval of the shared clock. Times are shown to the minute, so this is often enough; all clocks on the screen change
 * together.
 */
const stepMs = 15_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let clockOffsetMs = 0;
let now = Date.now();

/** The current time in milliseconds, at most 15 s old. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** Sets the correction for this device's clock, in milliseconds. */
export function setClockOffset(milliseconds: number): void {
  if (milliseconds === clockOffsetMs) return;
  clockOffsetMs = milliseconds;
  step();
}

function subscribe(listener: () => void): () => void {
  if (timer === null) {
    now = Date.now() + clockOffsetMs;
    timer = setInterval(step, stepMs);
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
  now = Date.now() + clockOffsetMs;
  for (const listener of listeners) listener();
}
