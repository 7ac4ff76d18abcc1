import { IconButton } from '@holdfast/ui/primitives/icon-button';
import { Skeleton } from '@holdfast/ui/primitives/skeleton';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';

import type { ConversationHeader } from '../../contract/conversation.ts';
import type { Account } from '../../contract/session.ts';
import { dayKey } from '../i18n/day-key.ts';
import { useText } from '../i18n/use-text.ts';
import { useLastKnown } from '../replica/use-last-known.ts';
import { useLiveQuery } from '../replica/use-live-query.ts';
import { buildRows, firstUnread } from './build-rows.ts';
import { timelineId, timelinePage } from './timeline-page.ts';
import { useNoteOpened } from './use-note-opened.ts';
import { useOlderMessages } from './use-older-messages.ts';
import { TimelineRowView } from './timeline-row-view.tsx';
import styles from './timeline.module.css';

export interface TimelineViewProps {
  readonly conversationId: number;
  readonly header: ConversationHeader;
  readonly account: Account;
}

const estimatedRowHeight = 64;
/** Distance from the end, in pixels, that still counts as the end: new messages are followed. */
const endThresholdPx = 80;
/** Distance from the top, in pixels, at which older items are requested. */
const topThresholdPx = 400;

/** A scrolling element must be focusable for keyboard users, although it is not a control. */
const reachableByKeyboard = { tabIndex: 0 };

/** Messages, notes and events in one column, anchored at the newest. */
export function TimelineView({ conversationId, header, account }: TimelineViewProps) {
  const text = useText();
  const [limit, setLimit] = useState(timelinePage);
  const result = useLiveQuery('conversation.timeline', { id: conversationId, limit });
  const timeline = useLastKnown(result, String(conversationId));
  const [isAtEnd, setAtEnd] = useState(true);
  const [isNearTop, setNearTop] = useState(false);
  useNoteOpened(conversationId);
  const items = timeline?.items;
  const unreadFrom = useUnreadAtOpening(
    items === undefined ? undefined : firstUnread(items, timeline?.readUntil ?? null),
  );
  const rows = useMemo(() => buildRows(items ?? [], { unreadFrom, dayOf: dayKey }), [items, unreadFrom]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimatedRowHeight,
    getItemKey: (index) => rows[index]?.key ?? index,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: endThresholdPx,
    overscan: 10,
    paddingStart: 12,
    paddingEnd: 16,
  });
  // Content that fits as a whole cannot be scrolled to its top.
  const fits = virtualizer.getTotalSize() <= (virtualizer.scrollRect?.height ?? 0);
  const older = useOlderMessages({
    conversationId,
    timeline: result,
    isNearTop: isNearTop || fits,
    setLimit,
  });
  useStartAtEnd(rows.length > 0, () => virtualizer.scrollToEnd());
  useFollowOwn(items?.at(-1)?.key, isOwn(items?.at(-1)), () => virtualizer.scrollToEnd());

  function onScroll(): void {
    const element = scroller.current;
    if (element === null) return;
    setAtEnd(element.scrollHeight - element.scrollTop - element.clientHeight <= endThresholdPx);
    setNearTop(element.scrollTop < topThresholdPx);
  }

  if (timeline === undefined) {
    return (
      <div className={styles.scroller}>
        <Skeleton shape="message" count={4} />
      </div>
    );
  }
  return (
    <div className={styles.area}>
      <div
        ref={scroller}
        id={timelineId}
        className={styles.scroller}
        role="log"
        aria-label={text('timeline.label', { name: header.customer.name })}
        aria-live="off"
        {...reachableByKeyboard}
        onScroll={onScroll}
      >
        <div className={styles.content} style={{ blockSize: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return row === undefined ? null : (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                className={styles.row}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <TimelineRowView row={row} conversationId={conversationId} selfId={account.userId} />
              </div>
            );
          })}
        </div>
      </div>
      {older === 'nothing' ? null : (
        <p className={styles.older} role="status">
          {older === 'fetching' ? text('timeline.fetchingOlder') : text('timeline.olderOffline')}
        </p>
      )}
      {isAtEnd ? null : (
        <div className={styles.toNewest}>
          <IconButton
            label={text('timeline.toNewest')}
            icon={<ArrowDown size={16} />}
            onClick={() => virtualizer.scrollToEnd()}
          />
        </div>
      )}
    </div>
  );
}

/** Keeps the divider where it was when the conversation was opened, although reading moves the marker. */
function useUnreadAtOpening(unreadFrom: string | null | undefined): string | null {
  const first = useRef<string | null | undefined>(undefined);
  if (first.current === undefined) first.current = unreadFrom;
  return first.current ?? null;
}

function useStartAtEnd(hasRows: boolean, scrollToEnd: () => void): void {
  const latest = useRef(scrollToEnd);
  useLayoutEffect(() => {
    latest.current = scrollToEnd;
  });
  useLayoutEffect(() => {
    if (hasRows) latest.current();
  }, [hasRows]);
}

/** Scrolls to the end when the agent has written something. */
function useFollowOwn(lastKey: string | undefined, isOwnItem: boolean, scrollToEnd: () => void): void {
  const seen = useRef(lastKey);
  useEffect(() => {
    if (lastKey === seen.current) return;
    seen.current = lastKey;
    if (isOwnItem) scrollToEnd();
  });
}

function isOwn(item: { kind: string; queued?: boolean } | undefined): boolean {
  return item !== undefined && (item.queued === true || item.kind === 'refused');
}
