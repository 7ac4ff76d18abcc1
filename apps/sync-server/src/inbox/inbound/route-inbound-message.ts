import type { ConversationStatus } from '@holdfast/schema/domain/conversation';

export interface LatestConversation {
  id: number;
  status: ConversationStatus;
  /** Unix time in milliseconds; null if it was never resolved. */
  resolvedAt: number | null;
}

export type InboundRoute =
  | { kind: 'append'; conversationId: number }
  | { kind: 'reopen'; conversationId: number }
  | { kind: 'open' };

/**
 * Chooses the conversation of a customer's message: the active one; the last one, if it was resolved at most
 * `reopenWithinMs` ago (the message is then probably about the same matter); otherwise a new one.
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
