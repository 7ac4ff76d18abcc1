import { percentile, slope } from '../measure.ts';

/** When a row was written (`mark`) and when a session received it (`at`), in milliseconds. */
export interface MarkArrival {
  readonly mark: number;
  readonly at: number;
}

/** The delay of the sessions while rows were written at some rate. */
export interface Lag {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Growth of the lag, in milliseconds per second. */
  readonly slopeMsPerSecond: number;
}

/** A smaller slope is noise: the machine does other work as well. */
const maxSlopeMsPerSecond = 5;
const maxLagMs = 1000;

/** Computes the lag without the first fifth of the rows, during which caches are filled. */
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
