import { eq } from 'drizzle-orm';
import { conversations } from '../tables/conversations.ts';
import { MutationRefused } from './mutation-refused.ts';
import type { MutatorTransaction } from './mutator.ts';

/**
 * Reads the conversation that a mutation acts on and holds it until the transaction ends, so that mutations of several
 * agents on one conversation follow one another.
 * @returns its status and assignee
 * @throws MutationRefused HF_CONVERSATION_UNKNOWN where there is none, HF_CONVERSATION_ARCHIVED where it is closed for good
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
