import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { conversations } from '../tables/conversations.ts';
import { idSchema } from './argument-schemas.ts';
import { defineAction } from './action.ts';
import { requireConversation } from './require-conversation.ts';

/**
 * Moves the read marker forward. `readUntil` is the `created_at` of the newest message that the agent has seen, so the
 * device's clock does not matter. Of two markers the later one wins (rule M5). Only the server computes the unread count.
 */
export const markRead = defineAction({
  name: 'markRead',
  version: 1,
  args: z.object({ conversationId: idSchema, readUntil: z.iso.datetime({ offset: true }) }),
  rights: 'assignee',
  isQuiet: true,
  newIds: [],
  input: z.object({ conversationId: idSchema }),
  facts: ['readPosition'],
  argsOf: ({ conversationId }, { readPosition }) =>
    readPosition === null ? null : { conversationId, readUntil: readPosition },
  conversationOf: (args) => args.conversationId,
  async run(tx, args) {
    await requireConversation(tx, args.conversationId);
    await tx
      .update(conversations)
      .set({ readUntil: sql`greatest(${conversations.readUntil}, ${args.readUntil}::timestamptz)` })
      .where(eq(conversations.id, args.conversationId));
  },
});
