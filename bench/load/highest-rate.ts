export interface RateSearch {
  /** Tried first, then doubled while it holds. */
  readonly from: number;
  readonly limit: number;
  /** How often the distance between what holds and what does not is halved. */
  readonly halvings: number;
}

/** The highest rate that holds, by doubling and then by bisection; 0 if not even the lowest one tried does. */
export async function highestRate(
  holds: (rate: number) => Promise<boolean>,
  { from, limit, halvings }: RateSearch,
): Promise<number> {
  let low = 0;
  let high = from;
  while (high <= limit && (await holds(high))) {
    low = high;
    high *= 2;
  }
  if (high > limit) return low;
  for (let halving = 0; halving < halvings; halving += 1) {
    const middle = Math.round((low + high) / 2);
    if (await holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
