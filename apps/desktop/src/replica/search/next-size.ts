/** Of the first piece, in characters. */
export const firstSize = 10_000;
const smallestSize = 1000;
const largestSize = 60_000;
/** What a piece is to take. */
const pieceMs = 15;

/** The size of the next piece, by how long one took; by little at a time, for one may have been held up. */
export function nextSize(size: number, tookMs: number): number {
  const factor = Math.min(1.25, Math.max(0.5, pieceMs / Math.max(1, tookMs)));
  return Math.min(largestSize, Math.max(smallestSize, Math.round(size * factor)));
}
