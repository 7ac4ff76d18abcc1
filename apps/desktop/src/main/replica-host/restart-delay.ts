/** How long to wait before the replica is started again after it died `deaths` times in a row (from 1). */
export function restartDelay(deaths: number): number {
  return Math.min(firstDelay * 2 ** (deaths - 1), longestDelay);
}

/** A replica that lived this long was well: the next death counts as the first. */
export const healthyAfter = 60_000;

const firstDelay = 250;
const longestDelay = 15_000;
