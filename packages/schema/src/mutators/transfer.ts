import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { maximumTransferReasonLength } from '../domain/conversation.ts';
import { conversationAssignments } from '../tables/conversation-assignments.ts';
import { conversationTransfers } from '../tables/conversation-transfers.ts';
import { conversations } from '../tables/conversations.ts';
import { users } from '../tables/users.ts';
import { idSchema } from './argument-schemas.ts';
import { MutationRefused } from './mutation-refused.ts';
import { defineAction } from './action.ts';
import { requireConversation } from './require-conversation.ts';

const args = z.object({
  conversationId: idSchema,
  fromUserId: idSchema.nullable(),
  toUserId: idSchema,
  reason: z
    .string()
    .max(maximumTransferReasonLength)
    .transform((text) => text.replaceAll('\u0000', ''))
    .nullable(),
  transferId: idSchema,
  assignmentId: idSchema,
});

/**
 * Assigns a conversation to another agent. Compare-and-set on `fromUserId`, the assignee that the agent saw (rule M5).
 * Refuses with HF_ASSIGNEE_CHANGED, or HF_RECIPIENT_UNAVAILABLE if the recipient is inactive.
 */
export const transfer = defineAction({
  name: 'transfer',
  version: 1,
  args,
  rights: 'assignee',
  isQuiet: false,
  newIds: ['transferId', 'assignmentId'],
  input: z.object({
    conversationId: idSchema,
    toUserId: idSchema,
    reason: args.shape.reason.default(null),
  }),
  facts: ['assignee'],
  argsOf: (input, { assignee }) => ({ ...input, fromUserId: assignee }),
  conversationOf: (args) => args.conversationId,
  reads: ['users'],
  async run(tx, args, context) {
    const conversation = await requireConversation(tx, args.conversationId);
    if (conversation.assignedTo !== args.fromUserId) {
      throw new MutationRefused('HF_ASSIGNEE_CHANGED', { assignedTo: conversation.assignedTo });
    }
    const [recipient] = await tx
      .select({ isActive: users.isActive })
      .from(users)
      .where(eq(users.id, args.toUserId));
    if (recipient?.isActive !== true) {
      throw new MutationRefused('HF_RECIPIENT_UNAVAILABLE', { toUserId: args.toUserId });
    }
    await tx
      .update(conversations)
      .set({ assignedTo: args.toUserId, updatedAt: context.now })
      .where(eq(conversations.id, args.conversationId));
    await tx
      .update(conversationAssignments)
      .set({ unassignedAt: context.now, updatedAt: context.now })
      .where(
        and(
          eq(conversationAssignments.conversationId, args.conversationId),
          isNull(conversationAssignments.unassignedAt),
        ),
      );
    const times = { createdAt: context.now, updatedAt: context.now };
    await tx.insert(conversationAssignments).values({
      id: args.assignmentId,
      conversationId: args.conversationId,
      assignedTo: args.toUserId,
      assignedBy: context.userId,
      assignmentType: 'transfer',
      assignedAt: context.now,
      ...times,
    });
    await tx.insert(conversationTransfers).values({
      id: args.transferId,
      conversationId: args.conversationId,
      fromUserId: args.fromUserId,
      toUserId: args.toUserId,
      transferredBy: context.userId,
      reason: args.reason,
      transferredAt: context.now,
      ...times,
    });
  },
});
