import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { conversations } from '@holdfast/schema/tables/conversations';
import { messages } from '@holdfast/schema/tables/messages';
import { users } from '@holdfast/schema/tables/users';
import { and, asc, eq } from 'drizzle-orm';

import type { TenantTransaction } from '../db/with-tenant.ts';
import { loadChannel, type Channel } from './load-channel.ts';
import type { OutboundMessage } from './outbound-message.ts';

export interface ClaimedMessage {
  message: OutboundMessage;
  /** Null when the conversation has no active channel: such a message cannot be sent at all. */
  channel: Channel | null;
}

/**
 * The oldest message of a conversation that still has to be sent, or null when none has. A job does not insist
 * on the message it was made for: there are as many jobs as messages, and this way they leave in order.
 */
export async function claimOutboundMessage(
  transaction: TenantTransaction,
  conversationId: number,
): Promise<ClaimedMessage | null> {
  const [row] = await transaction.tx
    .select({
      id: messages.id,
      conversationId: messages.conversationId,
      type: messages.type,
      content: messages.content,
      createdAt: messages.createdAt,
      metadata: messages.metadata,
      contactExternalId: conversations.platformConversationId,
      channelId: conversations.channelId,
      agentName: users.name,
    })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .leftJoin(users, eq(users.id, messages.userId))
    .where(
      and(
        eq(messages.conversationId, conversationId),
        eq(messages.direction, 'outbound'),
        eq(messages.status, 'pending'),
      ),
    )
    .orderBy(asc(messages.createdAt), asc(messages.id))
    .limit(1);
  if (row === undefined) return null;
  const { metadata, contactExternalId, channelId, createdAt, ...message } = row;
  return {
    channel: channelId === null ? null : await findActive(transaction, channelId),
    message: {
      ...message,
      contactExternalId: contactExternalId ?? '',
      createdAt: new Date(createdAt).toISOString(),
      replyToExternalId: readReplyTo(metadata),
    },
  };
}

async function findActive(transaction: TenantTransaction, channelId: number): Promise<Channel | null> {
  try {
    return await loadChannel(transaction, channelId);
  } catch (error) {
    if (error instanceof HoldfastError && error.code === 'HF_CHANNEL_UNKNOWN') return null;
    throw error;
  }
}

function readReplyTo(metadata: unknown): string | null {
  if (typeof metadata !== 'object' || metadata === null || !('reply_to_external_id' in metadata)) return null;
  return typeof metadata.reply_to_external_id === 'string' ? metadata.reply_to_external_id : null;
}
