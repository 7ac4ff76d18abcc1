/** Size of the first batch, in characters. */
export const firstSize = 10_000;
const smallestSize = 1000;
const largestSize = 60_000;
/** Target duration of a batch, in ms. */
const pieceMs = 15;

/**
 * Returns the next batch size from the duration of the last batch. Limited per step: one batch can have been delayed.
 */
export function nextSize(size: number, tookMs: number): number {
  const factor = Math.min(1.25, Math.max(0.5, pieceMs / Math.max(1, tookMs)));
  return Math.min(largestSize, Math.max(smallestSize, Math.round(size * factor)));
}
