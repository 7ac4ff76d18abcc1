import { isQueued } from '@holdfast/schema/scope/conversation-scope';
import { conversationAssignments } from '@holdfast/schema/tables/conversation-assignments';
import { conversations } from '@holdfast/schema/tables/conversations';
import { and, eq, isNull, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';

/**
 * Assigns an unassigned conversation to the online agent whose last assignment is oldest; agents without one come
 * first. Returns the agent's id, or null if the conversation already has an agent or no agent is online; then it
 * stays in the queue.
 *
 * Assignments of a tenant are serialized by an advisory lock, so each sees the one before. The lock is taken last in
 * the transaction, to be held only briefly.
 */
export async function assignRoundRobin(
  transaction: TenantTransaction,
  conversationId: number,
): Promise<number | null> {
  const { tx } = transaction;
  if (!(await isWaiting(transaction, conversationId))) return null;
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || '/round-robin', 0))`,
  );
  const agentId = await longestWaitingAgent(transaction);
  if (agentId === null) return null;
  const taken = await tx
    .update(conversations)
    .set({ assignedTo: agentId, updatedAt: sql`clock_timestamp()` })
    .where(and(eq(conversations.id, conversationId), isNull(conversations.assignedTo)))
    .returning({ id: conversations.id });
  if (taken.length === 0) return null;
  await tx.insert(conversationAssignments).values({
    conversationId,
    assignedTo: agentId,
    assignmentType: 'auto_round_robin',
    assignedAt: sql`clock_timestamp()`,
  });
  return agentId;
}

async function isWaiting({ tx }: TenantTransaction, conversationId: number): Promise<boolean> {
  const [conversation] = await tx
    .select({ assignedTo: conversations.assignedTo, status: conversations.status })
    .from(conversations)
    .where(eq(conversations.id, conversationId));
  return conversation !== undefined && isQueued(conversation);
}

async function longestWaitingAgent({ tx }: TenantTransaction): Promise<number | null> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select users.id
    from users
    join agent_presence on agent_presence.user_id = users.id and agent_presence.online_until > clock_timestamp()
    left join lateral (
      select max(assigned_at) as last_assigned_at from conversation_assignments where assigned_to = users.id
    ) history on true
    where users.role = 'agent' and users.is_active
    order by history.last_assigned_at asc nulls first, users.id
    limit 1`);
  return rows[0] === undefined ? null : Number(rows[0].id);
}
