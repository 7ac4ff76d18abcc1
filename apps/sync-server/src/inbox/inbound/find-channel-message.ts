import { conversations } from '@holdfast/schema/tables/conversations';
import { messages } from '@holdfast/schema/tables/messages';
import { and, eq, getTableColumns } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';

export type MessageReference = { id: number } | { externalId: string };

/** Finds a message by Holdfast's id or the platform's and locks its row. Only messages of this channel are found. */
export async function findChannelMessage(
  { tx }: TenantTransaction,
  channelId: number,
  name: MessageReference,
) {
  const named = 'id' in name ? eq(messages.id, name.id) : eq(messages.platformMessageId, name.externalId);
  const [message] = await tx
    .select(getTableColumns(messages))
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(and(named, eq(conversations.channelId, channelId)))
    .limit(1)
    .for('update', { of: messages });
  return message;
}
