import { sql } from 'drizzle-orm';
import type { Delta } from '@holdfast/schema/protocol/delta';
import type { ReplicaTransaction } from '../database/replica-database.ts';
import { idArray } from './id-array.ts';

/** A conversation that was assigned to the agent, to be shown in a notification. */
export interface ConversationArrival {
  readonly conversationId: number;
  readonly customerName: string;
  readonly preview: string | null;
}

/**
 * Returns the ids of conversations that the delta adds to the agent's own scope. Call it before the delta's rows are
 * written, and `describeArrivals` afterwards, when assignments and customers are known.
 */
export async function arrivingConversations(
  tx: ReplicaTransaction,
  delta: Delta,
): Promise<readonly number[]> {
  const mine = delta.entered
    .filter(({ scope }) => scope !== 'queue')
    .map(({ conversationId }) => conversationId);
  if (mine.length === 0) return [];
  const { rows } = await tx.execute<{ id: number | string }>(
    sql`select conversation_id as id from held_conversations where scope <> 'queue' and conversation_id = any(${idArray(mine)})`,
  );
  const held = new Set(rows.map(({ id }) => Number(id)));
  return mine.filter((id) => !held.has(id));
}

/** Adds names, and omits conversations that the agent assigned: the newest assignment records who made it. */
export async function describeArrivals(
  tx: ReplicaTransaction,
  conversationIds: readonly number[],
  userId: number,
): Promise<readonly ConversationArrival[]> {
  if (conversationIds.length === 0) return [];
  const { rows } = await tx.execute<{ id: number | string; name: string; preview: string | null }>(sql`
    select conversations.id, customers.name, conversations.last_message_preview as preview
    from conversations join customers on customers.id = conversations.customer_id
    where conversations.id = any(${idArray(conversationIds)})
      and conversations.assigned_to = ${userId}
      and coalesce((select assigned_by from conversation_assignments
        where conversation_id = conversations.id order by assigned_at desc, id desc limit 1), 0) <> ${userId}
    order by conversations.last_message_at`);
  return rows.map(({ id, name, preview }) => ({ conversationId: Number(id), customerName: name, preview }));
}
