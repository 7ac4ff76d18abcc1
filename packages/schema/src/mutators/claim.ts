import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { conversationAssignments } from '../tables/conversation-assignments.ts';
import { conversations } from '../tables/conversations.ts';
import { idSchema } from './argument-schemas.ts';
import { MutationRefused } from './mutation-refused.ts';
import { defineAction } from './action.ts';
import { requireConversation } from './require-conversation.ts';

/** Assigns a queued conversation to the agent. Compare-and-set (rule M5): later claims are refused, HF_ALREADY_CLAIMED. */
export const claim = defineAction({
  name: 'claim',
  version: 1,
  args: z.object({ conversationId: idSchema, assignmentId: idSchema }),
  rights: 'anyone',
  isQuiet: false,
  newIds: ['assignmentId'],
  input: z.object({ conversationId: idSchema }),
  argsOf: (input) => input,
  conversationOf: (args) => args.conversationId,
  async run(tx, args, context) {
    const conversation = await requireConversation(tx, args.conversationId);
    if (conversation.assignedTo === context.userId) return;
    if (conversation.assignedTo !== null) {
      throw new MutationRefused('HF_ALREADY_CLAIMED', { assignedTo: conversation.assignedTo });
    }
    await tx
      .update(conversations)
      .set({
        assignedTo: context.userId,
        status: conversation.status === 'new' ? 'open' : conversation.status,
        updatedAt: context.now,
      })
      .where(eq(conversations.id, args.conversationId));
    await tx.insert(conversationAssignments).values({
      id: args.assignmentId,
      conversationId: args.conversationId,
      assignedTo: context.userId,
      assignedBy: context.userId,
      assignmentType: 'claim',
      assignedAt: context.now,
      createdAt: context.now,
      updatedAt: context.now,
    });
  },
});
