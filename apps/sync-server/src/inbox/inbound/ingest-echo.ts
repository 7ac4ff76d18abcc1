import { conversations } from '@holdfast/schema/tables/conversations';
import { messages } from '@holdfast/schema/tables/messages';
import { and, eq, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import { inboundPreview } from './inbound-preview.ts';
import type { Echo } from '../../channels/inbound-event.ts';
import type { Channel } from '../../channels/load-channel.ts';
import { currentTime, lockContact } from './lock-contact.ts';
import { resolveConversation } from './resolve-conversation.ts';
import { upsertCustomer } from './upsert-customer.ts';

/**
 * Stores a message that the business sent outside Holdfast, so that agents see the whole conversation. Platforms also
 * echo messages sent by Holdfast: they are recognized by their platform id and ignored. Returns the message id.
 */
export async function ingestEcho(
  transaction: TenantTransaction,
  channel: Channel,
  event: Echo,
): Promise<number> {
  const { tx } = transaction;
  await lockContact(transaction, channel.id, event.contact.externalId);
  const now = await currentTime(transaction);
  const customerId = await upsertCustomer(transaction, channel.id, event.contact);
  const conversationId = await resolveConversation(transaction, channel, {
    customerId,
    platformConversationId: event.contact.externalId,
    now,
  });
  const [known] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.platformMessageId, event.externalId), eq(messages.conversationId, conversationId)))
    .limit(1);
  if (known !== undefined) return known.id;

  const sentAt = new Date(now).toISOString();
  const [created] = await tx
    .insert(messages)
    .values({
      conversationId,
      platformMessageId: event.externalId,
      direction: 'outbound',
      type: event.type,
      content: event.content,
      senderType: 'user',
      status: 'sent',
      metadata: { ...event.metadata, echo: true },
      createdAt: sentAt,
      updatedAt: sentAt,
    })
    .returning({ id: messages.id });
  if (created === undefined) throw new Error('the message was not created');
  await tx
    .update(conversations)
    .set({
      messageCount: sql`${conversations.messageCount} + 1`,
      lastMessageAt: sentAt,
      lastMessageDirection: 'outbound',
      lastMessagePreview: inboundPreview(event.type, event.content, event.attachments[0]?.filename),
      firstResponseAt: sql`coalesce(${conversations.firstResponseAt}, ${sentAt}::timestamptz)`,
      updatedAt: sentAt,
    })
    .where(eq(conversations.id, conversationId));
  return created.id;
}
