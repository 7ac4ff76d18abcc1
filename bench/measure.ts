export interface MeasureOptions {
  /** Runs that are not counted, in which code is compiled and caches are filled. */
  readonly warmUps: number;
  readonly runs: number;
}

/** Measures the median duration of an action, in seconds. `prepare` runs before each action and is not counted. */
export async function medianSeconds(
  prepare: () => Promise<unknown>,
  action: () => Promise<unknown>,
  { warmUps, runs }: MeasureOptions,
): Promise<number> {
  const seconds: number[] = [];
  for (let run = 0; run < warmUps + runs; run += 1) {
    await prepare();
    const start = performance.now();
    await action();
    if (run >= warmUps) seconds.push((performance.now() - start) / 1000);
  }
  return median(seconds);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('There is no median of nothing.');
  return (low + high) / 2;
}

/** The value at this share (0 to 1) of the sorted values, by nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('There is no percentile of nothing.');
  return value;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Slope of the regression line (least squares). */
export function slope(points: readonly Point[]): number {
  const meanX = mean(points.map(({ x }) => x));
  const meanY = mean(points.map(({ y }) => y));
  let covariance = 0;
  let variance = 0;
  for (const { x, y } of points) {
    covariance += (x - meanX) * (y - meanY);
    variance += (x - meanX) ** 2;
  }
  return variance === 0 ? 0 : covariance / variance;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The figures of a series of latencies: p50 and p99. */
export function latencyFigures(
  latencies: readonly number[],
  suffix = '',
): readonly { readonly metric: string; readonly value: number; readonly unit: 'ms' }[] {
  return [
    { metric: `p50_ms${suffix}`, value: toHundredths(percentile(latencies, 0.5)), unit: 'ms' },
    { metric: `p99_ms${suffix}`, value: toHundredths(percentile(latencies, 0.99)), unit: 'ms' },
  ];
}

export function toHundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
