import { and, eq } from 'drizzle-orm';
import { conversationNotes } from '../tables/conversation-notes.ts';
import { MutationRefused } from './mutation-refused.ts';
import type { MutatorContext, MutatorTransaction } from './mutator.ts';
import { requireConversation } from './require-conversation.ts';

/**
 * Pins or unpins a note of any author: the pin belongs to the conversation. The last change to arrive wins (rule M5). A
 * note that already has the state is not written.
 * @param tx the mutation's transaction
 * @param pin the note, its conversation and the new state
 * @param context the mutation's context
 * @throws MutationRefused HF_NOTE_UNKNOWN if the conversation has no such note
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
