import { PaneResizer } from '@holdfast/ui/primitives/pane-resizer';
import { useCallback, useMemo } from 'react';

import type { Account, SessionState } from '../../contract/session.ts';
import { ConversationPane, conversationPaneId } from '../conversation/conversation-pane.tsx';
import { CustomerPane } from '../customer/customer-pane.tsx';
import { useText } from '../i18n/use-text.ts';
import { listWidthRange } from '../state/panes-slice.ts';
import type { InboxView } from '../state/selection-slice.ts';
import { useLayout } from '../state/use-layout.ts';
import { useUi } from '../state/use-ui.tsx';
import { InboxPane } from './inbox-pane.tsx';
import styles from './inbox.module.css';
import { successorOf } from './neighbor-of.ts';
import { timelineId } from '../timeline/timeline-page.ts';
import { useInboxCommands } from './use-inbox-commands.ts';
import { useInboxList } from './use-inbox-list.ts';

export interface InboxScreenProps {
  readonly view: InboxView;
  readonly session: SessionState;
  readonly account: Account;
}

/** List, conversation and customer panel, as far as the window has room for them. */
export function InboxScreen({ view, session, account }: InboxScreenProps) {
  const text = useText();
  const layout = useLayout();
  const filtered = useInboxList(view);
  const selectedId = useUi((state) => state.openConversations[view] ?? null);
  const openConversation = useUi((state) => state.openConversation);
  const turn = useUi((state) => state.turn);
  const takeTurn = useUi((state) => state.takeTurn);
  const listWidth = useUi((state) => state.listWidth);
  const setListWidth = useUi((state) => state.setListWidth);
  const ids = useMemo(() => (filtered.list?.rows ?? []).map((row) => row.id), [filtered.list]);
  const isNarrow = layout === 'narrow';
  const showsConversation = !isNarrow || (turn === 'conversation' && selectedId !== null);

  const select = useCallback(
    (conversationId: number) => {
      openConversation(view, conversationId);
      if (isNarrow) takeTurn('conversation');
    },
    [openConversation, view, isNarrow, takeTurn],
  );
  const open = useCallback(
    (conversationId: number) => {
      openConversation(view, conversationId);
      takeTurn('conversation');
      requestAnimationFrame(focusConversation);
    },
    [openConversation, view, takeTurn],
  );
  const leave = useCallback(
    (conversationId: number) => openConversation(view, successorOf(ids, conversationId)),
    [openConversation, view, ids],
  );
  useInboxCommands({ view, ids, selectedId, isNarrow, open });

  return (
    <div className={styles.screen}>
      {isNarrow && showsConversation ? null : (
        <InboxPane
          view={view}
          session={session}
          filtered={filtered}
          selectedId={selectedId}
          width={isNarrow ? null : listWidth}
          edge={
            isNarrow ? null : (
              <PaneResizer
                label={text('inbox.resize')}
                value={listWidth}
                minimum={listWidthRange.min}
                maximum={listWidthRange.max}
                onValueChange={setListWidth}
              />
            )
          }
          onSelect={select}
          onOpen={open}
        />
      )}
      {showsConversation ? (
        <>
          <ConversationPane
            conversationId={selectedId}
            account={account}
            session={session}
            layout={layout}
            lastWords={filtered.list?.rows.find((row) => row.id === selectedId)?.lastMessagePreview ?? null}
            onLeave={leave}
          />
          <CustomerPane conversationId={selectedId} layout={layout} />
        </>
      ) : null}
    </div>
  );
}

/** Focuses the messages if there are any, so that the arrow keys scroll them. */
function focusConversation(): void {
  const target = document.getElementById(timelineId) ?? document.getElementById(conversationPaneId);
  target?.focus();
}
