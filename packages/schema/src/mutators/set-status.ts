import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { conversations } from '../tables/conversations.ts';
import { idSchema } from './argument-schemas.ts';
import { defineAction } from './action.ts';
import { requireConversation } from './require-conversation.ts';

const args = z.object({
  conversationId: idSchema,
  status: z.enum(['open', 'pending', 'resolved']),
  snoozedUntil: z.iso.datetime({ offset: true }).nullable(),
});

/**
 * Sets the status of a conversation. The last change to arrive at the server wins (rule M5). `snoozedUntil` is only used
 * with `pending`; any other status ends the snooze.
 */
export const setStatus = defineAction({
  name: 'setStatus',
  version: 1,
  args,
  rights: 'assignee',
  isQuiet: false,
  newIds: [],
  input: args.extend({ snoozedUntil: args.shape.snoozedUntil.default(null) }),
  argsOf: (input) => input,
  conversationOf: (args) => args.conversationId,
  async run(tx, args, context) {
    await requireConversation(tx, args.conversationId);
    await tx
      .update(conversations)
      .set({
        status: args.status,
        resolvedAt: args.status === 'resolved' ? context.now : null,
        snoozedUntil: args.status === 'pending' ? args.snoozedUntil : null,
        updatedAt: context.now,
      })
      .where(eq(conversations.id, args.conversationId));
  },
});
