import { ConversationRow } from '@holdfast/ui/inbox/conversation-row';
import { memo } from 'react';

import type { InboxRow } from '../../contract/inbox.ts';
import type { PresentPerson } from '../../contract/presence.ts';
import { localImage } from '../app/local-image.ts';
import { useNow } from '../i18n/use-now.ts';
import { useText } from '../i18n/use-text.ts';
import type { Text } from '../i18n/use-text.ts';
import { useTimes } from '../i18n/use-times.ts';
import { presenceText } from '../presence/presence-text.ts';
import { rowPill } from './row-pill.ts';

export interface InboxRowViewProps {
  readonly row: InboxRow;
  readonly isSelected: boolean;
  /** Colleagues who have the conversation open. */
  readonly people: readonly PresentPerson[] | undefined;
  readonly index: number;
  readonly total: number;
  readonly onSelect: (conversationId: number) => void;
  readonly onOpen: (conversationId: number) => void;
}

export const InboxRowView = memo(function InboxRowView(props: InboxRowViewProps) {
  const { row } = props;
  const text = useText();
  const times = useTimes();
  const now = useNow();
  return (
    <ConversationRow
      id={inboxRowId(row.id)}
      name={row.customer.name}
      avatarSeed={`customer:${row.customer.id}`}
      avatarUrl={localImage(row.customer.avatarUrl)}
      platform={row.channel.platform}
      platformLabel={text(`platform.${row.channel.platform}`)}
      time={row.lastMessageAt === null ? '' : times.short(row.lastMessageAt, now)}
      dateTime={row.lastMessageAt ?? ''}
      timeTitle={row.lastMessageAt === null ? undefined : times.full(row.lastMessageAt)}
      preview={row.lastMessagePreview ?? text('row.noMessages')}
      previewAuthor={row.lastMessageDirection === 'outbound' ? text('row.us') : undefined}
      unread={row.unreadCount > 0 ? { label: text('row.unread', { count: row.unreadCount }) } : undefined}
      isSelected={props.isSelected}
      pill={rowPill(row, props.isSelected, { text, times, now })}
      tags={row.tags.map((tag) => ({ name: tag.name, color: tag.color }))}
      viewer={viewerOf(props.people, text)}
      position={{ index: props.index, total: props.total }}
      onSelect={() => props.onSelect(row.id)}
      onOpen={() => props.onOpen(row.id)}
    />
  );
});

function viewerOf(people: readonly PresentPerson[] | undefined, text: Text) {
  const [first] = people ?? [];
  if (people === undefined || first === undefined) return undefined;
  return { name: first.name, seed: `user:${first.id}`, label: presenceText(people, text) };
}

export function inboxRowId(conversationId: number): string {
  return `conversation-${conversationId}`;
}
