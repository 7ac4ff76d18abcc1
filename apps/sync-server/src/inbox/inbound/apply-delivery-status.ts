import type { TenantTransaction } from '../../db/with-tenant.ts';
import { advanceMessageStatus } from '../outbound/advance-message-status.ts';
import { findChannelMessage } from './find-channel-message.ts';
import type { DeliveryStatus } from '../../channels/inbound-event.ts';

/**
 * Applies a platform's receipt for an outbound message. Returns the message id, or null if the channel has no such
 * message.
 */
export async function applyDeliveryStatus(
  transaction: TenantTransaction,
  channelId: number,
  event: DeliveryStatus,
): Promise<number | null> {
  const message = await findChannelMessage(transaction, channelId, event.message);
  if (message === undefined || message.direction !== 'outbound') return null;
  await advanceMessageStatus(transaction, message, {
    status: event.status,
    at: event.at,
    error: event.error,
    metadata: { source: 'receipt' },
  });
  return message.id;
}
