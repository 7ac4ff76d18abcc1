import type { Cursor } from '@holdfast/schema/protocol/cursor';

const mark = 'stale:';
const longestEpoch = 200;

/**
 * The cursor of rows that may not be what it says: those of older tables, or of a disk that lost power. No epoch of the
 * server's is called like that, so the server has everything compared and sends what differs (rule E4).
 */
export function staleCursor(cursor: Cursor): Cursor {
  if (cursor.epoch.startsWith(mark)) return cursor;
  return { ...cursor, epoch: `${mark}${cursor.epoch}`.slice(0, longestEpoch) };
}
