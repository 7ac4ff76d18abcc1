import { conversations } from '@holdfast/schema/tables/conversations';
import { messageAttachments } from '@holdfast/schema/tables/message-attachments';
import { messages } from '@holdfast/schema/tables/messages';
import { and, eq, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import { assignRoundRobin } from '../assignment/assign-round-robin.ts';
import { inboundPreview } from './inbound-preview.ts';
import type { InboundAttachment, InboundMessage } from '../../channels/inbound-event.ts';
import type { Channel } from '../../channels/load-channel.ts';
import { currentTime, lockContact } from './lock-contact.ts';
import { releaseFromInactiveAgent } from '../assignment/release-from-inactive-agent.ts';
import { resolveConversation } from './resolve-conversation.ts';
import { upsertCustomer } from './upsert-customer.ts';

/**
 * Ingests a customer's message: finds or creates customer and conversation, appends the message with its files, and
 * assigns an unassigned conversation to an online agent. Returns the message id.
 */
export async function ingestInboundMessage(
  transaction: TenantTransaction,
  channel: Channel,
  event: InboundMessage,
): Promise<number> {
  await lockContact(transaction, channel.id, event.contact.externalId);
  const now = await currentTime(transaction);
  const customerId = await upsertCustomer(transaction, channel.id, event.contact);
  const conversationId = await resolveConversation(transaction, channel, {
    customerId,
    platformConversationId: event.contact.externalId,
    now,
  });
  const arrivedAt = await arrivalTime(transaction, conversationId, now);
  const messageId = await insertMessage(transaction, conversationId, event, arrivedAt);
  await insertAttachments(transaction, messageId, conversationId, event.attachments);
  await countInbound(transaction, conversationId, event, arrivedAt);
  await releaseFromInactiveAgent(transaction, conversationId);
  await assignRoundRobin(transaction, conversationId);
  return messageId;
}

/** Current time, but at least 1 ms after the conversation's last message, to keep messages in order of arrival. */
async function arrivalTime({ tx }: TenantTransaction, conversationId: number, now: number): Promise<string> {
  const [conversation] = await tx
    .select({ lastMessageAt: conversations.lastMessageAt })
    .from(conversations)
    .where(eq(conversations.id, conversationId));
  const last = conversation?.lastMessageAt ?? null;
  return new Date(last === null ? now : Math.max(now, Date.parse(last) + 1)).toISOString();
}

async function insertMessage(
  transaction: TenantTransaction,
  conversationId: number,
  event: InboundMessage,
  arrivedAt: string,
): Promise<number> {
  const [created] = await transaction.tx
    .insert(messages)
    .values({
      conversationId,
      platformMessageId: event.externalId,
      direction: 'inbound',
      type: event.type,
      content: event.content,
      senderType: 'customer',
      status: 'delivered',
      metadata: {
        ...event.metadata,
        ...(event.sentAt === undefined ? {} : { sent_at: event.sentAt }),
        ...(await replyContext(transaction, conversationId, event.replyToExternalId)),
      },
      createdAt: arrivedAt,
      updatedAt: arrivedAt,
    })
    .returning({ id: messages.id });
  if (created === undefined) throw new Error('the message was not created');
  return created.id;
}

/**
 * Metadata of the message that a reply or reaction refers to: always the platform's id, and Holdfast's id if the
 * message is stored.
 */
async function replyContext(
  { tx }: TenantTransaction,
  conversationId: number,
  replyToExternalId: string | undefined,
): Promise<Record<string, unknown>> {
  if (replyToExternalId === undefined) return {};
  const [target] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(eq(messages.platformMessageId, replyToExternalId), eq(messages.conversationId, conversationId)),
    )
    .limit(1);
  return { reply_to_external_id: replyToExternalId, ...(target ? { reply_to_message_id: target.id } : {}) };
}

async function insertAttachments(
  { tx }: TenantTransaction,
  messageId: number,
  conversationId: number,
  attachments: readonly InboundAttachment[],
): Promise<void> {
  if (attachments.length === 0) return;
  await tx.insert(messageAttachments).values(
    attachments.map(({ fileKey, ...attachment }) => ({
      ...attachment,
      messageId,
      conversationId,
      url: fileKey,
    })),
  );
}

/** A reaction needs no reply: it increments the message count but not the unread count. */
async function countInbound(
  { tx }: TenantTransaction,
  conversationId: number,
  event: InboundMessage,
  arrivedAt: string,
): Promise<void> {
  const isReaction = event.type === 'reaction';
  await tx
    .update(conversations)
    .set({
      messageCount: sql`${conversations.messageCount} + 1`,
      updatedAt: arrivedAt,
      ...(isReaction
        ? {}
        : {
            unreadCount: sql`${conversations.unreadCount} + 1`,
            lastMessageAt: arrivedAt,
            lastInboundAt: arrivedAt,
            lastMessageDirection: 'inbound' as const,
            lastMessagePreview: inboundPreview(event.type, event.content, event.attachments[0]?.filename),
            snoozedUntil: null,
            status: sql`case when ${conversations.status} = 'pending' then 'open' else ${conversations.status} end`,
          }),
    })
    .where(eq(conversations.id, conversationId));
}
