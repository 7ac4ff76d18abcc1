import { Rail } from '@holdfast/ui/primitives/rail';
import type { RailItem } from '@holdfast/ui/primitives/rail';
import { CircleCheck, Inbox, Layers, Moon, Send, Settings } from 'lucide-react';

import type { InboxCounts } from '../../contract/inbox.ts';
import type { Account, SessionState } from '../../contract/session.ts';
import { useText } from '../i18n/use-text.ts';
import type { Text } from '../i18n/use-text.ts';
import { keysOf } from '../keyboard/shortcuts.ts';
import { useLiveQuery } from '../replica/use-live-query.ts';
import type { View } from '../state/selection-slice.ts';
import { useUi } from '../state/use-ui.tsx';
import { AccountMenu } from './account-menu.tsx';

export interface ViewRailProps {
  readonly session: SessionState;
  readonly account: Account;
}

export function ViewRail({ session, account }: ViewRailProps) {
  const text = useText();
  const counts = useLiveQuery('inbox.counts', undefined);
  const view = useUi((state) => state.view);
  const showView = useUi((state) => state.showView);
  return (
    <Rail
      label={text('rail.label')}
      items={inboxItems(text, counts)}
      footItems={[outboxItem(text, session), viewItem(text, 'settings', <Settings size={18} />)]}
      activeId={view}
      onActivate={(id) => showView(id as View)}
      account={<AccountMenu account={account} connection={session.connection} />}
    />
  );
}

function inboxItems(text: Text, counts: InboxCounts | undefined): RailItem[] {
  return [
    {
      ...viewItem(text, 'mine', <Inbox size={18} />),
      count: conversationCount(text, counts?.mine.total ?? 0, counts?.mine.unread ?? 0),
    },
    {
      ...viewItem(text, 'queue', <Layers size={18} />),
      count: conversationCount(text, counts?.queue.total ?? 0, 0),
    },
    viewItem(text, 'snoozed', <Moon size={18} />),
    viewItem(text, 'resolved', <CircleCheck size={18} />),
  ];
}

function viewItem(text: Text, view: View, icon: RailItem['icon']): RailItem {
  return { id: view, label: text(`view.${view}`), icon, shortcut: keysOf(view) };
}

function conversationCount(text: Text, total: number, unread: number): NonNullable<RailItem['count']> {
  if (unread > 0) return { value: unread, label: text('rail.unread', { count: unread }), tone: 'accent' };
  return { value: total, label: text('rail.conversations', { count: total }) };
}

function outboxItem(text: Text, session: SessionState): RailItem {
  const { queued, refused } = session.outbox;
  const item = viewItem(text, 'outbox', <Send size={18} />);
  if (refused > 0) {
    return {
      ...item,
      count: { value: refused, label: text('rail.refused', { count: refused }), tone: 'failed' },
    };
  }
  return { ...item, count: { value: queued, label: text('rail.queued', { count: queued }) } };
}
