import { z } from 'zod';
import { conversationNotes } from '../tables/conversation-notes.ts';
import { idSchema, textSchema } from './argument-schemas.ts';
import { defineAction } from './action.ts';
import { requireConversation } from './require-conversation.ts';

/** Adds an internal note. Notes are appended, never merged (rule M5). */
export const addNote = defineAction({
  name: 'addNote',
  version: 1,
  args: z.object({ noteId: idSchema, conversationId: idSchema, content: textSchema, isPinned: z.boolean() }),
  rights: 'assignee',
  isQuiet: false,
  newIds: ['noteId'],
  writes: { mode: 'note', endsDraft: true },
  changes: { table: 'conversation_notes', ids: ['noteId'] },
  input: z.object({ conversationId: idSchema, text: textSchema, isPinned: z.boolean().default(false) }),
  argsOf: ({ conversationId, text, isPinned }) => ({ conversationId, content: text, isPinned }),
  conversationOf: (args) => args.conversationId,
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
