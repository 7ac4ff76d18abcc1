import { conversations } from '@holdfast/schema/tables/conversations';
import { messages } from '@holdfast/schema/tables/messages';
import { and, eq, gt, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import type { LockedConversation } from './authorize-mutation.ts';

// What follows from a mutation on the server alone (rule M5). Same transaction, so it happens exactly as often as the mutation.

interface OfConversation {
  readonly conversationId: number;
}

/** The first reply to a customer ends the first-response time of the SLA. */
export async function stopFirstResponseClock(
  { tx }: TenantTransaction,
  { conversationId }: OfConversation,
  before: LockedConversation | null,
): Promise<void> {
  if (before?.firstResponseAt !== null) return;
  await tx
    .update(conversations)
    .set({
      firstResponseAt: sql`now()`,
      slaFirstResponseBreached: sql`coalesce(now() > ${conversations.slaFirstResponseDueAt}, false)`,
    })
    .where(and(eq(conversations.id, conversationId), sql`${conversations.firstResponseAt} is null`));
}

/** Whether a conversation that is now resolved was resolved within its SLA. */
export async function updateResolutionSla(
  { tx }: TenantTransaction,
  { conversationId }: OfConversation,
): Promise<void> {
  await tx
    .update(conversations)
    .set({
      slaResolutionBreached: sql`coalesce(${conversations.resolvedAt} > ${conversations.slaResolutionDueAt}, false)`,
    })
    .where(and(eq(conversations.id, conversationId), eq(conversations.status, 'resolved')));
}

/** Messages of the customer after the read marker. */
export async function countUnread(
  { tx }: TenantTransaction,
  { conversationId }: OfConversation,
): Promise<void> {
  const unread = tx
    .select({ count: sql`count(*)` })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        eq(messages.direction, 'inbound'),
        gt(messages.createdAt, sql`coalesce(${conversations.readUntil}, '-infinity')`),
      ),
    );
  await tx
    .update(conversations)
    .set({ unreadCount: sql`(${unread})` })
    .where(eq(conversations.id, conversationId));
}
