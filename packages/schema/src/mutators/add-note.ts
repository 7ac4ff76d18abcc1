import { z } from 'zod';
import { conversationNotes } from '../tables/conversation-notes.ts';
import { idSchema, wordsSchema } from './argument-schemas.ts';
import { defineMutator } from './mutator.ts';
import { requireConversation } from './require-conversation.ts';

/** Writes a note for the team. Notes are appended, never merged (rule M5). */
export const addNote = defineMutator({
  name: 'addNote',
  version: 1,
  args: z.object({ noteId: idSchema, conversationId: idSchema, content: wordsSchema, isPinned: z.boolean() }),
  conversationOf: (args) => args.conversationId,
  newIdsOf: (args) => [args.noteId],
  async run(tx, args, context) {
    await requireConversation(tx, args.conversationId);
    await tx.insert(conversationNotes).values({
      id: args.noteId,
      conversationId: args.conversationId,
      userId: context.userId,
      content: args.content,
      isPinned: args.isPinned,
      createdAt: context.now,
      updatedAt: context.now,
    });
  },
});
