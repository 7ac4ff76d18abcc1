import { conversations } from '@holdfast/schema/tables/conversations';
import { messages } from '@holdfast/schema/tables/messages';
import { and, eq, getTableColumns, inArray, lte } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import { advanceMessageStatus } from '../outbound/advance-message-status.ts';
import type { ReadWatermark } from '../../channels/inbound-event.ts';
import { statusesBefore } from '../outbound/message-status-order.ts';

/** Marks all messages sent to the contact up to a given time as read. */
export async function applyReadWatermark(
  transaction: TenantTransaction,
  channelId: number,
  event: ReadWatermark,
): Promise<void> {
  const unread = await transaction.tx
    .select(getTableColumns(messages))
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(
      and(
        eq(conversations.channelId, channelId),
        eq(conversations.platformConversationId, event.contactExternalId),
        eq(messages.direction, 'outbound'),
        // A pending message has not been sent, so it cannot have been read.
        inArray(
          messages.status,
          statusesBefore('read').filter((status) => status !== 'pending'),
        ),
        lte(messages.createdAt, event.readUntil),
      ),
    )
    .orderBy(messages.id)
    .for('update', { of: messages });
  for (const message of unread) {
    await advanceMessageStatus(transaction, message, {
      status: 'read',
      at: event.readUntil,
      metadata: { source: 'watermark' },
    });
  }
}
