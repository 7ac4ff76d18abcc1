import type { Cursor } from '@holdfast/schema/protocol/cursor';

const mark = 'stale:';
const maxEpochLength = 200;

/**
 * Marks a cursor whose rows can differ from it: those of an older schema, or of a disk that lost power. The server has
 * no epoch with this name, so it compares everything by digest and sends the differences (rule E4).
 */
export function staleCursor(cursor: Cursor): Cursor {
  if (cursor.epoch.startsWith(mark)) return cursor;
  return { ...cursor, epoch: `${mark}${cursor.epoch}`.slice(0, maxEpochLength) };
}
