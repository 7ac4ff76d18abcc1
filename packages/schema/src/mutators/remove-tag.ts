import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { conversationTag } from '../tables/conversation-tag.ts';
import { idSchema } from './argument-schemas.ts';
import { defineAction } from './action.ts';
import { requireConversation } from './require-conversation.ts';

const args = z.object({ conversationId: idSchema, tagId: idSchema });

/** Removes a tag from a conversation. Removing a missing tag is no error (rule M5). */
export const removeTag = defineAction({
  name: 'removeTag',
  version: 1,
  args,
  rights: 'assignee',
  isQuiet: false,
  newIds: [],
  input: args,
  argsOf: (input) => input,
  conversationOf: (args) => args.conversationId,
  async run(tx, args) {
    await requireConversation(tx, args.conversationId);
    await tx
      .delete(conversationTag)
      .where(
        and(
          eq(conversationTag.conversationId, args.conversationId),
          eq(conversationTag.conversationTagId, args.tagId),
        ),
      );
  },
});
