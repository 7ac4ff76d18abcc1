import { percentile, slope } from '../measure.ts';

/** A row that a session was told of, and when it was written. */
export interface MarkArrival {
  readonly mark: number;
  readonly at: number;
}

/** How far a session was behind while rows were written at some rate. */
export interface Lag {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** By how many milliseconds it fell behind further with each second. */
  readonly slopeMsPerSecond: number;
}

/** A lag that does not grow differs from none by what the machine does besides. */
const maxSlopeMsPerSecond = 5;
const maxLagMs = 1000;

/** Of the time after the beginning, in which caches are filled: the first fifth of the rows does not count. */
export function lagOf(arrivals: readonly MarkArrival[]): Lag {
  const inOrder = arrivals.toSorted((one, other) => one.mark - other.mark);
  const counted = inOrder.slice(Math.floor(inOrder.length / 5));
  const lags = counted.map(({ mark, at }) => at - mark);
  return {
    p50Ms: percentile(lags, 0.5),
    p99Ms: percentile(lags, 0.99),
    slopeMsPerSecond: slope(counted.map(({ mark, at }) => ({ x: mark / 1000, y: at - mark }))),
  };
}

export function isSustained({ p99Ms, slopeMsPerSecond }: Lag): boolean {
  return slopeMsPerSecond <= maxSlopeMsPerSecond && p99Ms <= maxLagMs;
}
