import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { conversationPriorities } from '../domain/conversation.ts';
import { conversations } from '../tables/conversations.ts';
import { idSchema } from './argument-schemas.ts';
import { defineAction } from './action.ts';
import { requireConversation } from './require-conversation.ts';

const args = z.object({ conversationId: idSchema, priority: z.enum(conversationPriorities) });

/** Sets the priority of a conversation. The last change to arrive at the server wins (rule M5). */
export const setPriority = defineAction({
  name: 'setPriority',
  version: 1,
  args,
  rights: 'assignee',
  isQuiet: false,
  newIds: [],
  input: args,
  argsOf: (input) => input,
  conversationOf: (args) => args.conversationId,
  async run(tx, args, context) {
    await requireConversation(tx, args.conversationId);
    await tx
      .update(conversations)
      .set({ priority: args.priority, updatedAt: context.now })
      .where(eq(conversations.id, args.conversationId));
  },
});
