/**
 * Returns the next row (`step` 1) or the previous one (-1), at the ends the same row. If `current` is not in the list,
 * returns the first row.
 */
export function neighborOf(ids: readonly number[], current: number | null, step: 1 | -1): number | null {
  const index = current === null ? -1 : ids.indexOf(current);
  if (index < 0) return ids[0] ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, index + step))] ?? null;
}

/**
 * Returns the row to select when a row is about to leave the list: the one after it, else the one before it, else null.
 * Returns `leaving` if it is not in the list.
 */
export function successorOf(ids: readonly number[], leaving: number): number | null {
  const index = ids.indexOf(leaving);
  if (index < 0) return leaving;
  return ids[index + 1] ?? ids[index - 1] ?? null;
}
