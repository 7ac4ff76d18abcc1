const firstCeilingMs = 500;
const lastCeilingMs = 30_000;

/**
 * Full jitter (rule D6): a random delay up to a ceiling that doubles with each failed attempt, so that devices cut off
 * at the same time do not reconnect at the same time.
 * @param attempt failed attempts in a row, from 1
 * @param random from 0 to under 1
 * @returns milliseconds
 */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(lastCeilingMs, firstCeilingMs * 2 ** (attempt - 1));
  return Math.round(random * ceiling);
}
