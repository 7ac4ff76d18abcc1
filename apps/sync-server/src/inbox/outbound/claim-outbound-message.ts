import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { conversations } from '@holdfast/schema/tables/conversations';
import { messages } from '@holdfast/schema/tables/messages';
import { users } from '@holdfast/schema/tables/users';
import { and, asc, eq } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import { loadChannel, type Channel } from '../../channels/load-channel.ts';
import type { OutboundMessage } from '../../channels/outbound-message.ts';

export interface ClaimedMessage {
  message: OutboundMessage;
  /** Null if the conversation has no active channel: the message can then never be sent. */
  channel: Channel | null;
}

/**
 * Returns the oldest pending message of the conversation: `wanted.messageId` itself, or an older one that must be
 * sent first because its attempts have failed so far. Returns null if `wanted.messageId` is no longer pending.
 */
export async function claimOutboundMessage(
  transaction: TenantTransaction,
  wanted: { conversationId: number; messageId: number },
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
        eq(messages.conversationId, wanted.conversationId),
        eq(messages.direction, 'outbound'),
        eq(messages.status, 'pending'),
      ),
    )
    .orderBy(asc(messages.createdAt), asc(messages.id))
    .limit(1);
  if (row === undefined || !(await isPending(transaction, wanted.messageId))) return null;
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

async function isPending({ tx }: TenantTransaction, messageId: number): Promise<boolean> {
  const rows = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.id, messageId), eq(messages.status, 'pending')));
  return rows.length > 0;
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
