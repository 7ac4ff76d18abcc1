import { conversationAssignments } from '@holdfast/schema/tables/conversation-assignments';
import { conversations } from '@holdfast/schema/tables/conversations';
import { users } from '@holdfast/schema/tables/users';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';

/** Unassigns a conversation whose agent was deactivated, so that a new customer message reaches an active agent. */
export async function releaseFromInactiveAgent(
  { tx }: TenantTransaction,
  conversationId: number,
): Promise<void> {
  const inactive = tx.select({ id: users.id }).from(users).where(eq(users.isActive, false));
  const released = await tx
    .update(conversations)
    .set({ assignedTo: null, updatedAt: sql`clock_timestamp()` })
    .where(and(eq(conversations.id, conversationId), inArray(conversations.assignedTo, inactive)))
    .returning({ id: conversations.id });
  if (released.length === 0) return;
  await tx
    .update(conversationAssignments)
    .set({ unassignedAt: sql`clock_timestamp()`, updatedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(conversationAssignments.conversationId, conversationId),
        isNull(conversationAssignments.unassignedAt),
      ),
    );
}
