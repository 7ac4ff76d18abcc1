/**
 * The row to go to from a row: `step` 1 is the next, -1 the one before; at the ends one stays. From a row that
 * is not in the list (any more) one goes to the first.
 */
export function neighbourOf(ids: readonly number[], current: number | null, step: 1 | -1): number | null {
  const index = current === null ? -1 : ids.indexOf(current);
  if (index < 0) return ids[0] ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, index + step))] ?? null;
}

/** Where to go when a row is about to leave the list: the one after it, else the one before, else nowhere. */
export function successorOf(ids: readonly number[], leaving: number): number | null {
  const index = ids.indexOf(leaving);
  if (index < 0) return leaving;
  return ids[index + 1] ?? ids[index - 1] ?? null;
}
