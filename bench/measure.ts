export interface MeasureOptions {
  /** Runs that are not counted: code gets compiled and caches get filled. */
  readonly warmUps: number;
  readonly runs: number;
}

/** The median duration of an action in seconds. `prepare` runs before each one and is not counted. */
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
