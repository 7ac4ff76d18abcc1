import { and, eq } from 'drizzle-orm';
import { conversationNotes } from '../tables/conversation-notes.ts';
import { MutationRefused } from './mutation-refused.ts';
import type { MutatorContext, MutatorTransaction } from './mutator.ts';
import { requireConversation } from './require-conversation.ts';

/**
 * Sets whether a note is pinned. The note of any author: the pin belongs to the conversation. A note that is in that state
 * already is not written, so the last of several to arrive wins (rule M5).
 * @param pin which note of which conversation, and the state to reach
 * @throws MutationRefused HF_NOTE_UNKNOWN where the conversation has no such note
 */
export async function setNotePinned(
  tx: MutatorTransaction,
  pin: { readonly noteId: number; readonly conversationId: number; readonly isPinned: boolean },
  { now }: MutatorContext,
): Promise<void> {
  const { noteId, conversationId, isPinned } = pin;
  await requireConversation(tx, conversationId);
  const [note] = await tx
    .select({ isPinned: conversationNotes.isPinned })
    .from(conversationNotes)
    .where(and(eq(conversationNotes.id, noteId), eq(conversationNotes.conversationId, conversationId)));
  if (note === undefined) throw new MutationRefused('HF_NOTE_UNKNOWN', { noteId });
  if (note.isPinned === isPinned) return;
  await tx
    .update(conversationNotes)
    .set({ isPinned, updatedAt: now })
    .where(eq(conversationNotes.id, noteId));
}
