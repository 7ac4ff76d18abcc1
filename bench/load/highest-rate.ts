export interface RateSearch {
  /** First rate tried. It is doubled while the rate holds. */
  readonly from: number;
  readonly limit: number;
  /** Number of bisections between the last rate that held and the first one that did not. */
  readonly halvings: number;
}

/** Finds the highest rate that holds, by doubling and then by bisection; 0 if no tried rate holds. */
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
