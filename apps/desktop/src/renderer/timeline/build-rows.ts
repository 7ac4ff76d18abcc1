import type { TimelineItem } from '../../contract/timeline.ts';

export type Place = 'single' | 'first' | 'middle' | 'last';

/** The rows of the timeline from top to bottom. `key` is stable, so that rows keep their measured heights. */
export type TimelineRow =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'unread'; readonly key: string }
  | { readonly kind: 'item'; readonly key: string; readonly item: TimelineItem; readonly place: Place };

/** Maximum gap between two messages of one person in a group, in milliseconds. A group shares one time. */
const maxGroupGapMs = 5 * 60_000;

/**
 * Builds the rows: a divider before each new day and before the first unread message, and the position of each message
 * in its group.
 * @param dayOf returns the key of a time's day in the agent's time zone
 */
export function buildRows(
  items: readonly TimelineItem[],
  options: { readonly unreadFrom: string | null; readonly dayOf: (at: string) => string },
): TimelineRow[] {
  const rows: TimelineRow[] = [];
  let day: string | null = null;
  let unreadShown = false;
  for (const [index, item] of items.entries()) {
    const itemDay = options.dayOf(item.createdAt);
    if (itemDay !== day) rows.push({ kind: 'day', key: `day:${itemDay}`, at: item.createdAt });
    day = itemDay;
    if (!unreadShown && item.key === options.unreadFrom) {
      rows.push({ kind: 'unread', key: 'unread' });
      unreadShown = true;
    }
    const previous = items[index - 1];
    const next = items[index + 1];
    const joinsPrevious =
      previous !== undefined &&
      item.key !== options.unreadFrom &&
      belongTogether(previous, item, options.dayOf);
    const joinsNext =
      next !== undefined && next.key !== options.unreadFrom && belongTogether(item, next, options.dayOf);
    rows.push({ kind: 'item', key: item.key, item, place: placeOf(joinsPrevious, joinsNext) });
  }
  return rows;
}

/** Key of the first message of the customer that is newer than the read marker, or null. */
export function firstUnread(items: readonly TimelineItem[], readUntil: string | null): string | null {
  const marker = readUntil === null ? Number.NEGATIVE_INFINITY : Date.parse(readUntil);
  const first = items.find(
    (item) => item.kind === 'message' && item.direction === 'inbound' && Date.parse(item.createdAt) > marker,
  );
  return first?.key ?? null;
}

function belongTogether(left: TimelineItem, right: TimelineItem, dayOf: (at: string) => string): boolean {
  if (left.kind !== 'message' || right.kind !== 'message') return false;
  return (
    left.direction === right.direction &&
    left.senderType === right.senderType &&
    left.sender?.id === right.sender?.id &&
    left.status !== 'failed' &&
    right.status !== 'failed' &&
    Date.parse(right.createdAt) - Date.parse(left.createdAt) <= maxGroupGapMs &&
    dayOf(left.createdAt) === dayOf(right.createdAt)
  );
}

function placeOf(joinsPrevious: boolean, joinsNext: boolean): Place {
  if (joinsPrevious) return joinsNext ? 'middle' : 'last';
  return joinsNext ? 'first' : 'single';
}
