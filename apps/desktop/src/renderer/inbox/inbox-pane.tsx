import { IconButton } from '@holdfast/ui/primitives/icon-button';
import { PaneHeader } from '@holdfast/ui/primitives/pane-header';
import { SearchField } from '@holdfast/ui/primitives/search-field';
import { clsx } from 'clsx';
import { MailOpen } from 'lucide-react';
import { useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';

import type { SessionState } from '../../contract/session.ts';
import { useText } from '../i18n/use-text.ts';
import { keysOf } from '../keyboard/shortcuts.ts';
import { useCommand } from '../keyboard/use-command.ts';
import type { InboxView } from '../state/selection-slice.ts';
import { useUi } from '../state/use-ui.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import { ConversationList, conversationListId } from './conversation-list.tsx';
import { EmptyInbox } from './empty-inbox.tsx';
import { FirstSync } from './first-sync.tsx';
import styles from './inbox.module.css';
import { ProblemBanner } from './problem-banner.tsx';
import type { FilteredList } from './use-inbox-list.ts';

export interface InboxPaneProps {
  readonly view: InboxView;
  readonly session: SessionState;
  readonly filtered: FilteredList;
  readonly selectedId: number | null;
  readonly width: number | null;
  /** The edge by which the pane is resized. */
  readonly edge: ReactNode;
  readonly onSelect: (conversationId: number) => void;
  readonly onOpen: (conversationId: number) => void;
}

export function InboxPane(props: InboxPaneProps) {
  const { view, session, filtered, selectedId, width, onSelect, onOpen } = props;
  const text = useText();
  const setFilter = useUi((state) => state.setFilter);
  const search = useRef<HTMLInputElement>(null);
  const { filter, list, isFiltered } = filtered;
  useCommand('filter', () => search.current?.focus());

  function onSearchKeyDown(event: KeyboardEvent): void {
    const leaves =
      event.key === 'ArrowDown' || event.key === 'Enter' || (event.key === 'Escape' && filter.text === '');
    if (!leaves) return;
    event.preventDefault();
    document.getElementById(conversationListId)?.focus();
  }

  return (
    <section
      className={clsx(styles.area, width === null && styles.areaAlone)}
      aria-label={text('inbox.label')}
    >
      <div className={styles.pane} style={width === null ? undefined : { inlineSize: width }}>
        <PaneHeader
          title={text(`view.${view}`)}
          aside={list === undefined ? undefined : text('inbox.total', { count: list.total })}
          actions={
            <IconButton
              label={text('inbox.unreadOnly')}
              icon={<MailOpen size={16} />}
              isPressed={filter.unreadOnly}
              onClick={() => setFilter(view, { ...filter, unreadOnly: !filter.unreadOnly })}
            />
          }
        />
        <div className={styles.search}>
          <SearchField
            label={text('inbox.filter')}
            placeholder={text('inbox.filter')}
            value={filter.text}
            onValueChange={(value) => setFilter(view, { ...filter, text: value })}
            clearLabel={text('inbox.filterClear')}
            shortcut={keysOf('filter')}
            onKeyDown={onSearchKeyDown}
            inputRef={search}
          />
        </div>
        <ProblemBanner problem={session.problem} />
        {session.firstSync === null ? null : (
          <FirstSync progress={session.firstSync} isEmpty={list === undefined || list.rows.length === 0} />
        )}
        {list !== undefined && list.rows.length > 0 ? (
          <ConversationList
            key={view}
            label={text('inbox.listLabel', { view: text(`view.${view}`) })}
            rows={list.rows}
            selectedId={selectedId}
            onSelect={onSelect}
            onOpen={onOpen}
          />
        ) : (
          <div className={styles.rest}>
            {list !== undefined && session.firstSync === null ? (
              <EmptyInbox view={view} isFiltered={isFiltered} />
            ) : null}
          </div>
        )}
        <ConnectionBar session={session} />
      </div>
      {props.edge}
    </section>
  );
}
