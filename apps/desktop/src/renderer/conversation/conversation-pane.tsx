import { EmptyState } from '@holdfast/ui/primitives/empty-state';
import { MessagesSquare, Unplug } from 'lucide-react';

import type { PresentPerson } from '../../contract/presence.ts';
import type { Account, SessionState } from '../../contract/session.ts';
import { ConversationComposer } from '../composer/conversation-composer.tsx';
import { useText } from '../i18n/use-text.ts';
import { keysOf } from '../keyboard/shortcuts.ts';
import { useOwnPresence } from '../presence/use-own-presence.ts';
import { usePresenceAnnouncements } from '../presence/use-presence-announcements.ts';
import { useLiveQuery } from '../replica/use-live-query.ts';
import type { Layout } from '../state/use-layout.ts';
import { ArrivingTimeline } from '../timeline/arriving-timeline.tsx';
import { TimelineView } from '../timeline/timeline-view.tsx';
import { ConversationHeading } from './conversation-heading.tsx';
import { PinnedNotes } from './pinned-notes.tsx';
import { QueuePreview } from './queue-preview.tsx';
import { TransferDialog } from './transfer-dialog.tsx';
import { useConversationActions } from './use-conversation-actions.ts';
import { useMarkRead } from './use-mark-read.ts';
import styles from './conversation.module.css';

export interface ConversationPaneProps {
  readonly conversationId: number | null;
  readonly account: Account;
  readonly session: SessionState;
  readonly layout: Layout;
  /** Preview of the last message, as in the list. */
  readonly lastWords: string | null;
  /** Called before the agent's own action removes the conversation from the list. */
  readonly onLeave: (conversationId: number) => void;
}

export const conversationPaneId = 'conversation-pane';

const noPeople: readonly PresentPerson[] = [];

export function ConversationPane(props: ConversationPaneProps) {
  const text = useText();
  return (
    <main
      id={conversationPaneId}
      className={styles.pane}
      aria-label={text('conversation.label')}
      tabIndex={-1}
    >
      {props.conversationId === null ? (
        <EmptyState
          icon={<MessagesSquare size={24} />}
          text={text('conversation.none')}
          hint={{ keys: keysOf('next'), text: text('conversation.noneHint') }}
        />
      ) : (
        <OpenConversation {...props} key={props.conversationId} conversationId={props.conversationId} />
      )}
    </main>
  );
}

function OpenConversation(props: ConversationPaneProps & { readonly conversationId: number }) {
  const { conversationId, account, session, layout, lastWords, onLeave } = props;
  const text = useText();
  const header = useLiveQuery('conversation.header', { id: conversationId });
  const actions = useConversationActions({ conversationId, header: header ?? null, account, onLeave });
  // Messages that have not arrived cannot be marked as read.
  useMarkRead(conversationId, header?.scope === 'header' ? 0 : (header?.unreadCount ?? 0));
  const noteTyping = useOwnPresence(conversationId);
  const people = useLiveQuery('conversation.presence', { id: conversationId }) ?? noPeople;
  usePresenceAnnouncements(people);

  if (header === undefined) return null;
  if (header === null) {
    return (
      <EmptyState
        icon={<Unplug size={24} />}
        text={text('conversation.gone')}
        hint={{ keys: keysOf('next'), text: text('conversation.goneHint') }}
      />
    );
  }
  return (
    <>
      <ConversationHeading
        header={header}
        account={account}
        actions={actions}
        layout={layout}
        people={people}
      />
      {header.scope === 'queue' ? (
        <QueuePreview header={header} lastWords={lastWords} onClaim={actions.claim} />
      ) : (
        <>
          <PinnedNotes conversationId={conversationId} />
          {header.scope === 'header' ? (
            <ArrivingTimeline conversationId={conversationId} />
          ) : (
            <TimelineView conversationId={conversationId} header={header} account={account} />
          )}
          <div className={styles.composer}>
            <ConversationComposer
              header={header}
              account={account}
              session={session}
              people={people}
              onTyped={noteTyping}
            />
          </div>
        </>
      )}
      <TransferDialog header={header} account={account} onTransfer={actions.transfer} />
    </>
  );
}
