import { messageAttachments } from '@holdfast/schema/tables/message-attachments';
import { messages } from '@holdfast/schema/tables/messages';
import { eq, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import { findChannelMessage } from './find-channel-message.ts';
import type { Unsend } from '../../channels/inbound-event.ts';
import type { Channel } from '../../channels/load-channel.ts';

/**
 * Applies a customer's unsend: deletes content and files but keeps the row, so that replies still refer to a message.
 * Returns the message id, or null if the message is unknown.
 */
export async function unsendInboundMessage(
  transaction: TenantTransaction,
  channel: Channel,
  event: Unsend,
): Promise<number | null> {
  const { tx } = transaction;
  const message = await findChannelMessage(transaction, channel.id, { externalId: event.targetExternalId });
  if (message === undefined || message.direction !== 'inbound') return null;
  await tx.delete(messageAttachments).where(eq(messageAttachments.messageId, message.id));
  await tx
    .update(messages)
    .set({
      content: null,
      metadata: sql`(${messages.metadata} - 'previous_contents') || jsonb_build_object('unsent_at', clock_timestamp())`,
      updatedAt: sql`clock_timestamp()`,
    })
    .where(eq(messages.id, message.id));
  return message.id;
}
