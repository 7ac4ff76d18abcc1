const firstCeilingMs = 500;
const lastCeilingMs = 30_000;

/**
 * Full jitter (rule D6): anything up to a ceiling that doubles with each failed attempt, so that clients cut off
 * together do not come back together.
 * @param attempt failed attempts in a row, from 1
 * @param random from 0 to under 1
 */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(lastCeilingMs, firstCeilingMs * 2 ** (attempt - 1));
  return Math.round(random * ceiling);
}
