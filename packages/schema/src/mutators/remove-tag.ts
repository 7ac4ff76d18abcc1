import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { conversationTag } from '../tables/conversation-tag.ts';
import { idSchema } from './argument-schemas.ts';
import { defineMutator } from './mutator.ts';
import { requireConversation } from './require-conversation.ts';

/** Takes a tag off a conversation; one that is not there is no error (rule M5). */
export const removeTag = defineMutator({
  name: 'removeTag',
  version: 1,
  args: z.object({ conversationId: idSchema, tagId: idSchema }),
  conversationOf: (args) => args.conversationId,
  newIdsOf: () => [],
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
