import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { noteConflictText } from '../domain/note-conflict-text.ts';
import { conversationNotes } from '../tables/conversation-notes.ts';
import { users } from '../tables/users.ts';
import { idSchema, textSchema } from './argument-schemas.ts';
import { MutationRefused } from './mutation-refused.ts';
import { defineAction } from './action.ts';
import { requireConversation } from './require-conversation.ts';

const args = z.object({
  noteId: idSchema,
  conversationId: idSchema,
  content: textSchema,
  previousContent: z.string().max(100_000),
  secondVersionId: idSchema,
});

/**
 * Changes the text of the agent's own note. `previousContent` is the text that the agent began to edit. If the note has
 * another text by now, it was edited on another device too: both versions are kept, the later one as a new note (rule M5).
 * Refuses with HF_NOTE_UNKNOWN, or HF_FORBIDDEN for another author's note.
 */
export const editNote = defineAction({
  name: 'editNote',
  version: 1,
  args,
  rights: 'assignee',
  isQuiet: false,
  newIds: ['secondVersionId'],
  writes: { mode: 'note', endsDraft: false },
  changes: { table: 'conversation_notes', ids: ['noteId', 'secondVersionId'] },
  input: z.object({
    conversationId: idSchema,
    noteId: idSchema,
    text: textSchema,
    previousText: args.shape.previousContent,
  }),
  argsOf: ({ conversationId, noteId, text, previousText }) => ({
    conversationId,
    noteId,
    content: text,
    previousContent: previousText,
  }),
  conversationOf: ({ conversationId }) => conversationId,
  reads: ['users'],
  async run(tx, { noteId, conversationId, content, previousContent, secondVersionId }, { now, userId }) {
    await requireConversation(tx, conversationId);
    const [note] = await tx
      .select({
        author: conversationNotes.userId,
        content: conversationNotes.content,
        isPinned: conversationNotes.isPinned,
        locale: users.locale,
      })
      .from(conversationNotes)
      .leftJoin(users, eq(users.id, conversationNotes.userId))
      .where(and(eq(conversationNotes.id, noteId), eq(conversationNotes.conversationId, conversationId)));
    if (note === undefined) throw new MutationRefused('HF_NOTE_UNKNOWN', { noteId });
    if (note.author !== userId) throw new MutationRefused('HF_FORBIDDEN', { noteId });
    if (note.content === content) return;
    if (note.content === previousContent) {
      await tx
        .update(conversationNotes)
        .set({ content, updatedAt: now })
        .where(eq(conversationNotes.id, noteId));
      return;
    }
    await tx.insert(conversationNotes).values({
      id: secondVersionId,
      conversationId,
      userId,
      content: noteConflictText(content, note.locale),
      isPinned: note.isPinned,
      createdAt: now,
      updatedAt: now,
    });
  },
});
