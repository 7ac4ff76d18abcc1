import type { PreparedMutation } from '@holdfast/schema/mutators/registry';
import { conversations } from '@holdfast/schema/tables/conversations';
import { messages } from '@holdfast/schema/tables/messages';
import { and, eq, gt, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import type { LockedConversation } from './authorise-mutation.ts';

/**
 * What follows from a mutation on the server alone: counts and SLA clocks (rule M5). Same transaction, so it happens
 * exactly as often as the mutation.
 */
export async function followUpMutation(
  transaction: TenantTransaction,
  mutation: PreparedMutation,
  before: LockedConversation | null,
): Promise<void> {
  if (mutation.conversationId === null) return;
  if (mutation.name === 'sendMessage' && before?.firstResponseAt === null) {
    await stopFirstResponseClock(transaction, mutation.conversationId);
  }
  if (mutation.name === 'setStatus') await judgeResolution(transaction, mutation.conversationId);
  if (mutation.name === 'markRead') await countUnread(transaction, mutation.conversationId);
}

async function stopFirstResponseClock({ tx }: TenantTransaction, conversationId: number): Promise<void> {
  await tx
    .update(conversations)
    .set({
      firstResponseAt: sql`now()`,
      slaFirstResponseBreached: sql`coalesce(now() > ${conversations.slaFirstResponseDueAt}, false)`,
    })
    .where(and(eq(conversations.id, conversationId), sql`${conversations.firstResponseAt} is null`));
}

async function judgeResolution({ tx }: TenantTransaction, conversationId: number): Promise<void> {
  await tx
    .update(conversations)
    .set({
      slaResolutionBreached: sql`coalesce(${conversations.resolvedAt} > ${conversations.slaResolutionDueAt}, false)`,
    })
    .where(and(eq(conversations.id, conversationId), eq(conversations.status, 'resolved')));
}

async function countUnread({ tx }: TenantTransaction, conversationId: number): Promise<void> {
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
