import { conversations } from '@holdfast/schema/tables/conversations';
import { messages } from '@holdfast/schema/tables/messages';
import { and, eq, gt, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import type { LockedConversation } from './authorize-mutation.ts';

// Updates of the columns that only the server computes: unread counts and SLA columns (rule M5). They run in the
// mutation's transaction, so exactly once per mutation.

interface ConversationArgs {
  readonly conversationId: number;
}

/** Records the time of the first reply to the customer, and whether it breached the SLA. */
export async function stopFirstResponseClock(
  { tx }: TenantTransaction,
  { conversationId }: ConversationArgs,
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

/** Records whether a conversation that is now resolved breached its SLA. */
export async function updateResolutionSla(
  { tx }: TenantTransaction,
  { conversationId }: ConversationArgs,
): Promise<void> {
  await tx
    .update(conversations)
    .set({
      slaResolutionBreached: sql`coalesce(${conversations.resolvedAt} > ${conversations.slaResolutionDueAt}, false)`,
    })
    .where(and(eq(conversations.id, conversationId), eq(conversations.status, 'resolved')));
}

/** Sets the unread count: the customer's messages after the read marker. */
export async function countUnread(
  { tx }: TenantTransaction,
  { conversationId }: ConversationArgs,
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
