import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { KeyboardEvent } from 'react';

import type { InboxRow } from '../../contract/inbox.ts';
import { useLiveQuery } from '../replica/use-live-query.ts';
import { useUi } from '../state/use-ui.tsx';
import styles from './inbox.module.css';
import { InboxRowView, inboxRowId } from './inbox-row-view.tsx';
import { neighborOf } from './neighbor-of.ts';

export interface ConversationListProps {
  readonly label: string;
  readonly rows: readonly InboxRow[];
  readonly selectedId: number | null;
  readonly onSelect: (conversationId: number) => void;
  readonly onOpen: (conversationId: number) => void;
}

/** Id of the element that holds the focus in the list; `back` returns the focus to it. */
export const conversationListId = 'conversation-list';

const rowHeights = { comfortable: 64, compact: 52 } as const;

export function ConversationList({ label, rows, selectedId, onSelect, onOpen }: ConversationListProps) {
  const rowHeight = rowHeights[useUi((state) => state.preferences.density)];
  const present = useLiveQuery('inbox.presence', undefined);
  const peopleIn = useMemo(
    () => new Map(present?.map(({ conversationId, people }) => [conversationId, people])),
    [present],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  const selectedIndex = rows.findIndex((row) => row.id === selectedId);

  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const latestIndex = useRef(selectedIndex);
  useEffect(() => {
    latestIndex.current = selectedIndex;
  });
  useEffect(() => {
    // Rows can move below the selection; only a new selection is scrolled into view.
    if (selectedId === null || latestIndex.current < 0) return;
    virtualizer.scrollToIndex(latestIndex.current, { align: 'auto' });
  }, [virtualizer, selectedId]);

  function onKeyDown(event: KeyboardEvent): void {
    const target = keyTarget(event.key, rows, selectedId);
    if (target === null) return;
    event.preventDefault();
    onSelect(target);
  }

  return (
    <div
      ref={scroller}
      id={conversationListId}
      data-conversation-list
      className={styles.list}
      role="listbox"
      aria-label={label}
      aria-activedescendant={selectedIndex >= 0 && selectedId !== null ? inboxRowId(selectedId) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div
        className={styles.listContent}
        role="presentation"
        style={{ blockSize: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row === undefined ? null : (
            <div
              key={item.key}
              className={styles.listItem}
              role="presentation"
              style={{ blockSize: item.size, transform: `translateY(${item.start}px)` }}
            >
              <InboxRowView
                row={row}
                isSelected={row.id === selectedId}
                people={peopleIn.get(row.id)}
                index={item.index}
                total={rows.length}
                onSelect={onSelect}
                onOpen={onOpen}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The row that a key of the list leads to, or null. */
function keyTarget(key: string, rows: readonly InboxRow[], selectedId: number | null): number | null {
  const ids = rows.map((row) => row.id);
  if (key === 'ArrowDown') return neighborOf(ids, selectedId, 1);
  if (key === 'ArrowUp') return neighborOf(ids, selectedId, -1);
  if (key === 'Home') return ids[0] ?? null;
  if (key === 'End') return ids.at(-1) ?? null;
  return null;
}
