import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { conversationPriorities } from '../domain/conversation.ts';
import { conversations } from '../tables/conversations.ts';
import { idSchema } from './argument-schemas.ts';
import { defineMutator } from './mutator.ts';
import { requireConversation } from './require-conversation.ts';

/** Says how urgent a conversation is. The server decides in the order of arrival (rule M5), so the last one wins. */
export const setPriority = defineMutator({
  name: 'setPriority',
  version: 1,
  args: z.object({ conversationId: idSchema, priority: z.enum(conversationPriorities) }),
  conversationOf: (args) => args.conversationId,
  newIdsOf: () => [],
  async run(tx, args, context) {
    await requireConversation(tx, args.conversationId);
    await tx
      .update(conversations)
      .set({ priority: args.priority, updatedAt: context.now })
      .where(eq(conversations.id, args.conversationId));
  },
});
