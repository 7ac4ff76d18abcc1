import type { MessageStatus } from '@holdfast/schema/domain/message';

const statusOrder: Record<Exclude<MessageStatus, 'failed'>, number> = {
  pending: 0,
  sent: 1,
  delivered: 2,
  read: 3,
};

/**
 * Returns true if a message can change from one status to the other. Receipts arrive late, twice and out of order: a
 * status only advances, `failed` is final, and a delivered message can no longer fail.
 */
export function mayAdvance(from: MessageStatus, to: MessageStatus): boolean {
  if (from === 'failed') return false;
  if (to === 'failed') return statusOrder[from] <= statusOrder.sent;
  return statusOrder[to] > statusOrder[from];
}

/** Returns the statuses from which a message can change to `to`, for SQL conditions. */
export function statusesBefore(to: MessageStatus): MessageStatus[] {
  const statuses: MessageStatus[] = ['pending', 'sent', 'delivered', 'read', 'failed'];
  return statuses.filter((from) => mayAdvance(from, to));
}
