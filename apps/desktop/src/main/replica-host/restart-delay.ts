/** Milliseconds to wait before a restart of the replica, after `deaths` crashes in a row (from 1). */
export function restartDelay(deaths: number): number {
  return Math.min(minDelayMs * 2 ** (deaths - 1), maxDelayMs);
}

/** Milliseconds after which a replica counts as healthy: its next crash counts as the first. */
export const healthyAfterMs = 60_000;

const minDelayMs = 250;
const maxDelayMs = 15_000;
