/** Milliseconds to wait before a restart of the replica, after `deaths` crashes in a row (from 1). */
export function restartDelay(deaths: number): number {
  return Math.min(firstDelay * 2 ** (deaths - 1), longestDelay);
}

/** Milliseconds after which a replica counts as healthy: its next crash counts as the first. */
export const healthyAfter = 60_000;

const firstDelay = 250;
const longestDelay = 15_000;
