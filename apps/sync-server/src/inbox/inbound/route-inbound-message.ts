import type { ConversationStatus } from '@holdfast/schema/domain/conversation';

export interface LatestConversation {
  id: number;
  status: ConversationStatus;
  /** Milliseconds; null while it was never resolved. */
  resolvedAt: number | null;
}

export type InboundRoute =
  | { kind: 'append'; conversationId: number }
  | { kind: 'reopen'; conversationId: number }
  | { kind: 'open' };

/**
 * Chooses the conversation for a customer's message: the one that is going on, one that was resolved so
 * recently that the customer means the same matter, or a new one.
 */
export function routeInboundMessage(
  latest: LatestConversation | undefined,
  reopenWithinMs: number,
  now: number,
): InboundRoute {
  if (latest === undefined || latest.status === 'archived') return { kind: 'open' };
  if (latest.status !== 'resolved') return { kind: 'append', conversationId: latest.id };
  const resolvedAt = latest.resolvedAt ?? Number.NEGATIVE_INFINITY;
  return now - resolvedAt <= reopenWithinMs
    ? { kind: 'reopen', conversationId: latest.id }
    : { kind: 'open' };
}
