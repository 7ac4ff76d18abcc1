import { eq } from 'drizzle-orm';
import { conversations } from '../tables/conversations.ts';
import { MutationRefused } from './mutation-refused.ts';
import type { MutatorTransaction } from './mutator.ts';

/**
 * Reads and locks the conversation of a mutation until the transaction ends, so that mutations of several agents in one
 * conversation run one after the other.
 * @returns status, assignee and time of the last message
 * @throws MutationRefused HF_CONVERSATION_UNKNOWN if it does not exist, HF_CONVERSATION_ARCHIVED if it is archived
 */
export async function requireConversation(tx: MutatorTransaction, conversationId: number) {
  const [conversation] = await tx
    .select({
      status: conversations.status,
      assignedTo: conversations.assignedTo,
      lastMessageAt: conversations.lastMessageAt,
    })
    .from(conversations)
    .where(eq(conversations.id, conversationId))
    .for('update');
  if (conversation === undefined) throw new MutationRefused('HF_CONVERSATION_UNKNOWN', { conversationId });
  if (conversation.status === 'archived')
    throw new MutationRefused('HF_CONVERSATION_ARCHIVED', { conversationId });
  return conversation;
}
