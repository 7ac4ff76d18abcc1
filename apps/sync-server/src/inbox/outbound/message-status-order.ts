import type { MessageStatus } from '@holdfast/schema/domain/message';

const ORDER: Record<Exclude<MessageStatus, 'failed'>, number> = {
  pending: 0,
  sent: 1,
  delivered: 2,
  read: 3,
};

/**
 * Whether a message may go from one status to another. Receipts arrive late, twice and out of order: a
 * status only ever advances, `failed` is final, and what the customer has received can no longer fail.
 */
export function mayAdvance(from: MessageStatus, to: MessageStatus): boolean {
  if (from === 'failed') return false;
  if (to === 'failed') return ORDER[from] <= ORDER.sent;
  return ORDER[to] > ORDER[from];
}

/** The statuses from which a message may go to `to`: for conditions in SQL. */
export function statusesBefore(to: MessageStatus): MessageStatus[] {
  const statuses: MessageStatus[] = ['pending', 'sent', 'delivered', 'read', 'failed'];
  return statuses.filter((from) => mayAdvance(from, to));
}
