import { messages } from '@holdfast/schema/tables/messages';
import { eq, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import { findChannelMessage } from './find-channel-message.ts';
import type { Edit } from '../../channels/inbound-event.ts';
import type { Channel } from '../../channels/load-channel.ts';

/**
 * Applies a customer's edit: the message shows the new text, and metadata keeps the previous ones. Returns the
 * message id, or null if the message is unknown.
 */
export async function editInboundMessage(
  transaction: TenantTransaction,
  channel: Channel,
  event: Edit,
): Promise<number | null> {
  const message = await findChannelMessage(transaction, channel.id, { externalId: event.targetExternalId });
  if (message === undefined || message.direction !== 'inbound') return null;
  const change = sql`jsonb_build_object(
    'edited_at', clock_timestamp(),
    'previous_contents', coalesce(${messages.metadata}->'previous_contents', '[]') || jsonb_build_array(${messages.content}))`;
  await transaction.tx
    .update(messages)
    .set({
      content: event.content,
      metadata: sql`${messages.metadata} || ${change}`,
      updatedAt: sql`clock_timestamp()`,
    })
    .where(eq(messages.id, message.id));
  return message.id;
}
