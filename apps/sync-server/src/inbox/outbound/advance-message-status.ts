import type { MessageStatus } from '@holdfast/schema/domain/message';
import { messageStatusUpdates } from '@holdfast/schema/tables/message-status-updates';
import { messages } from '@holdfast/schema/tables/messages';
import { eq, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import { mayAdvance } from './message-status-order.ts';

export interface StatusChange {
  status: MessageStatus;
  /** Time of the change by the platform's clock; defaults to the database's clock. */
  at?: string | undefined;
  error?: string | undefined;
  platformMessageId?: string | undefined;
  metadata?: Record<string, unknown>;
}

/**
 * Advances a message's status and adds a row to `message_status_updates`. Returns false, without a change, for a late
 * or repeated receipt. The caller holds the message's row lock.
 */
export async function advanceMessageStatus(
  { tx }: TenantTransaction,
  message: { id: number; conversationId: number; status: MessageStatus },
  change: StatusChange,
): Promise<boolean> {
  if (!mayAdvance(message.status, change.status)) return false;
  // A platform clock that is ahead must not produce a timestamp in the future.
  const at =
    change.at === undefined
      ? sql`clock_timestamp()`
      : sql`least(${change.at}::timestamptz, clock_timestamp())`;
  const reached = change.status === 'read' || change.status === 'delivered';
  await tx
    .update(messages)
    .set({
      status: change.status,
      updatedAt: sql`clock_timestamp()`,
      ...(change.platformMessageId === undefined ? {} : { platformMessageId: change.platformMessageId }),
      ...(reached ? { deliveredAt: sql`coalesce(${messages.deliveredAt}, ${at})` } : {}),
      ...(change.status === 'read' ? { readAt: at } : {}),
      ...(change.status === 'failed' ? { failedAt: at, errorMessage: change.error ?? 'failed' } : {}),
    })
    .where(eq(messages.id, message.id));
  await tx.insert(messageStatusUpdates).values({
    messageId: message.id,
    conversationId: message.conversationId,
    status: change.status,
    statusAt: at,
    metadata: { ...change.metadata, ...(change.error === undefined ? {} : { error: change.error }) },
  });
  return true;
}
