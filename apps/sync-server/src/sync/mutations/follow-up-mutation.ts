import { conversations } from '@holdfast/schema/tables/conversations';
import { messages } from '@holdfast/schema/tables/messages';
import { and, eq, gt, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import type { LockedConversation } from './authorize-mutation.ts';

// Effects that only the server computes (rule M5). They run in the mutation's transaction, so exactly once like it.

interface ConversationArgs {
  readonly conversationId: number;
}

/** Sets the first response time and its SLA result on the first reply to a customer. */
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

/** Sets the SLA result of the resolution if the conversation is resolved. */
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

/** Sets the unread count: messages of the customer after the read marker. */
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
