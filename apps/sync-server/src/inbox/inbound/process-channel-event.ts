import { channelEvents } from '@holdfast/schema/tables/channel-events';
import { messages } from '@holdfast/schema/tables/messages';
import { eq, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import { applyDeliveryStatus } from './apply-delivery-status.ts';
import { applyReadWatermark } from './apply-read-watermark.ts';
import { editInboundMessage } from './edit-inbound-message.ts';
import { inboundEventSchema, type InboundEvent } from '../../channels/inbound-event.ts';
import { ingestEcho } from './ingest-echo.ts';
import { ingestInboundMessage } from './ingest-inbound-message.ts';
import type { Channel } from '../../channels/load-channel.ts';
import { unsendInboundMessage } from './unsend-inbound-message.ts';

export interface ProcessedEvent {
  /** True if an earlier delivery of the same event was already processed. */
  duplicate: boolean;
  messageId: number | null;
  conversationId: number | null;
}

/**
 * Applies a stored event exactly once: the event's row is locked, and the effects commit together with its new state.
 */
export async function processChannelEvent(
  transaction: TenantTransaction,
  channel: Channel,
  eventId: number,
): Promise<ProcessedEvent> {
  const { tx } = transaction;
  const [row] = await tx.select().from(channelEvents).where(eq(channelEvents.id, eventId)).for('update');
  if (row === undefined) throw new Error(`channel event ${eventId} does not exist`);
  if (row.state === 'processed') return { duplicate: true, ...(await locate(transaction, row.messageId)) };

  const messageId = await dispatch(transaction, channel, inboundEventSchema.parse(row.payload));
  await tx
    .update(channelEvents)
    .set({
      state: 'processed',
      attempts: row.attempts + 1,
      errorMessage: null,
      messageId,
      processedAt: sql`clock_timestamp()`,
    })
    .where(eq(channelEvents.id, eventId));
  return { duplicate: false, ...(await locate(transaction, messageId)) };
}

async function dispatch(
  transaction: TenantTransaction,
  channel: Channel,
  event: InboundEvent,
): Promise<number | null> {
  switch (event.kind) {
    case 'message':
      return ingestInboundMessage(transaction, channel, event);
    case 'echo':
      return ingestEcho(transaction, channel, event);
    case 'edit':
      return editInboundMessage(transaction, channel, event);
    case 'unsend':
      return unsendInboundMessage(transaction, channel, event);
    case 'status':
      return applyDeliveryStatus(transaction, channel.id, event);
    case 'read-until':
      await applyReadWatermark(transaction, channel.id, event);
      return null;
    default:
      return event satisfies never;
  }
}

async function locate({ tx }: TenantTransaction, messageId: number | null) {
  if (messageId === null) return { messageId: null, conversationId: null };
  const [row] = await tx
    .select({ conversationId: messages.conversationId })
    .from(messages)
    .where(eq(messages.id, messageId));
  return { messageId, conversationId: row?.conversationId ?? null };
}
