/** Size of the first batch, in characters. */
export const initialBatchSize = 10_000;
const minBatchSize = 1000;
const maxBatchSize = 60_000;
/** Target duration of a batch, in ms. */
const targetBatchMs = 15;

/**
 * Returns the next batch size from the duration of the last batch. Limited per step: one batch can have been delayed.
 */
export function nextBatchSize(size: number, tookMs: number): number {
  const factor = Math.min(1.25, Math.max(0.5, targetBatchMs / Math.max(1, tookMs)));
  return Math.min(maxBatchSize, Math.max(minBatchSize, Math.round(size * factor)));
}
