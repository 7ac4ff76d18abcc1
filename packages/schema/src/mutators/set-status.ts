import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { conversations } from '../tables/conversations.ts';
import { idSchema } from './argument-schemas.ts';
import { defineMutator } from './mutator.ts';
import { requireConversation } from './require-conversation.ts';

/**
 * Opens, parks or resolves a conversation. The server decides in the order of arrival (rule M5), so the last one wins.
 * `snoozedUntil` belongs to `pending`; any other status wakes the conversation.
 */
export const setStatus = defineMutator({
  name: 'setStatus',
  version: 1,
  args: z.object({
    conversationId: idSchema,
    status: z.enum(['open', 'pending', 'resolved']),
    snoozedUntil: z.iso.datetime({ offset: true }).nullable(),
  }),
  conversationOf: (args) => args.conversationId,
  newIdsOf: () => [],
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
