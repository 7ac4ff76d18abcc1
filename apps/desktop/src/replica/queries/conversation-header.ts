import type { ConversationHeader } from '../../contract/conversation.ts';
import { conversationKey } from '../live/change-set.ts';
import {
  channelColumn,
  conversationSource,
  customerColumn,
  personColumn,
  queuedCountColumn,
  refusedCountColumn,
  slaColumn,
  tagsColumn,
  unreadColumn,
} from './fragments.ts';
import type { NamedQuery } from './query-context.ts';

export const conversationHeader: NamedQuery<'conversation.header'> = async ({ database }, { id }) => {
  const [header] = await database.rows<ConversationHeader>(
    `select c.id, c.status, c.priority, coalesce(held.scope, 'mine') as scope,
      ${customerColumn} as customer, ${channelColumn} as channel, ${tagsColumn} as tags, ${slaColumn} as sla,
      ${personColumn('assignee')} as assignee, c.snoozed_until as "snoozedUntil",
      ${unreadColumn} as "unreadCount", c.message_count as "messageCount",
      c.last_message_at as "lastMessageAt", c.created_at as "createdAt",
      ${queuedCountColumn} as "queuedCount", ${refusedCountColumn} as "refusedCount"
    from ${conversationSource}
      left join users assignee on assignee.id = c.assigned_to
      left join held_conversations held on held.conversation_id = c.id
    where c.id = $1`,
    [id],
  );
  return {
    result: header ?? null,
    dependsOn: [
      conversationKey(id),
      'table:customers',
      'table:conversation_tags',
      'table:channels',
      'table:users',
      'outbox',
    ],
  };
};
