import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { messagePreview } from '../domain/message-preview.ts';
import { conversations } from '../tables/conversations.ts';
import { messages } from '../tables/messages.ts';
import { idSchema, wordsSchema } from './argument-schemas.ts';
import { defineMutator } from './mutator.ts';
import { requireConversation } from './require-conversation.ts';

/**
 * Answers the customer. The message takes its place where the customer receives it (rule M7): `created_at` is the
 * time of whoever runs this, never before the conversation's last message; the time of writing is kept beside it.
 * Answering opens a conversation that was new, waiting or resolved.
 */
export const sendMessage = defineMutator({
  name: 'sendMessage',
  version: 1,
  args: z.object({
    messageId: idSchema,
    conversationId: idSchema,
    content: wordsSchema,
    cannedResponseId: idSchema.nullable(),
  }),
  conversationOf: (args) => args.conversationId,
  newIdsOf: (args) => [args.messageId],
  async run(tx, args, context) {
    const conversation = await requireConversation(tx, args.conversationId);
    const at = sql`greatest(${context.now}::timestamptz, ${conversation.lastMessageAt}::timestamptz)`;
    await tx.insert(messages).values({
      id: args.messageId,
      conversationId: args.conversationId,
      direction: 'outbound',
      type: 'text',
      content: args.content,
      userId: context.userId,
      senderType: 'user',
      status: 'pending',
      metadata: {
        composed_at: context.composedAt,
        ...(args.cannedResponseId === null ? {} : { canned_response_id: args.cannedResponseId }),
      },
      createdAt: at,
      updatedAt: at,
    });
    await tx
      .update(conversations)
      .set({
        status: 'open',
        resolvedAt: null,
        snoozedUntil: null,
        lastMessageAt: at,
        lastMessagePreview: messagePreview(args.content),
        lastMessageDirection: 'outbound',
        messageCount: sql`${conversations.messageCount} + 1`,
        updatedAt: context.now,
      })
      .where(eq(conversations.id, args.conversationId));
  },
});
