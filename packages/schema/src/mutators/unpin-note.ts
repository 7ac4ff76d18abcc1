import { z } from 'zod';
import { defineAction } from './action.ts';
import { idSchema } from './argument-schemas.ts';
import { setNotePinned } from './set-note-pinned.ts';

const args = z.object({ noteId: idSchema, conversationId: idSchema });

/** Unpins a note of a conversation. The last pin or unpin to arrive wins (rule M5). Refuses with HF_NOTE_UNKNOWN. */
export const unpinNote = defineAction({
  name: 'unpinNote',
  version: 1,
  args,
  rights: 'assignee',
  isQuiet: false,
  newIds: [],
  changes: { table: 'conversation_notes', ids: ['noteId'] },
  input: args,
  argsOf: (input) => input,
  conversationOf: (args) => args.conversationId,
  run: (tx, args, context) => setNotePinned(tx, { ...args, isPinned: false }, context),
});
