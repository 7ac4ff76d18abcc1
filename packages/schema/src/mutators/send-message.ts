import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { messagePreview } from '../domain/message-preview.ts';
import { conversations } from '../tables/conversations.ts';
import { messages } from '../tables/messages.ts';
import { idSchema, textSchema } from './argument-schemas.ts';
import { upgradeArguments } from './arguments-upgrade.ts';
import { defineAction, following } from './action.ts';
import { replyBasisSchema } from './reply-basis.ts';
import { requireConversation } from './require-conversation.ts';
import { useCannedResponse } from './use-canned-response.ts';

const firstArgs = z.object({
  messageId: idSchema,
  conversationId: idSchema,
  content: textSchema,
  cannedResponseId: idSchema.nullable(),
});

/** `basis` null turns the stale reply guard off. */
const args = firstArgs.extend({ basis: replyBasisSchema.nullable() });

/**
 * Sends a reply to the customer. The message is ordered by the time at which the server accepts it (rule M7): `created_at`
 * is `context.now`, but never before the conversation's last message; the time of writing is in `metadata.composed_at`.
 * A reply opens a conversation that was new, pending or resolved.
 */
export const sendMessage = defineAction({
  name: 'sendMessage',
  version: 2,
  args,
  upgrades: {
    1: upgradeArguments<typeof firstArgs, z.input<typeof args>>(firstArgs, (first) => ({
      ...first,
      basis: null,
    })),
  },
  rights: 'assignee',
  isQuiet: false,
  newIds: ['messageId'],
  writes: { mode: 'reply', endsDraft: true },
  changes: { table: 'messages', ids: ['messageId'] },
  input: z.object({
    conversationId: idSchema,
    text: textSchema,
    cannedResponseId: idSchema.nullable().default(null),
  }),
  facts: ['replyBasis'],
  argsOf: ({ conversationId, text, cannedResponseId }, { replyBasis }) => ({
    conversationId,
    content: text,
    cannedResponseId,
    basis: replyBasis,
  }),
  also: ({ cannedResponseId }) =>
    cannedResponseId === null ? [] : [following(useCannedResponse, { cannedResponseId })],
  // Retrying a held reply is the agent's decision to send it, so the guard is turned off (rule M6).
  retry: (args, code, { replyBasis }) => ({
    ...args,
    basis: code === 'HF_REPLY_STALE' ? null : replyBasis,
  }),
  conversationOf: ({ conversationId }) => conversationId,
  async run(tx, { conversationId, messageId, content, cannedResponseId }, context) {
    const conversation = await requireConversation(tx, conversationId);
    const createdAt = sql`greatest(${context.now}::timestamptz, ${conversation.lastMessageAt}::timestamptz)`;
    await tx.insert(messages).values({
      id: messageId,
      conversationId,
      direction: 'outbound',
      type: 'text',
      content,
      userId: context.userId,
      senderType: 'user',
      status: 'pending',
      metadata: {
        composed_at: context.composedAt,
        ...(cannedResponseId === null ? {} : { canned_response_id: cannedResponseId }),
      },
      createdAt,
      updatedAt: createdAt,
    });
    await tx
      .update(conversations)
      .set({
        status: 'open',
        resolvedAt: null,
        snoozedUntil: null,
        lastMessageAt: createdAt,
        lastMessagePreview: messagePreview(content),
        lastMessageDirection: 'outbound',
        messageCount: sql`${conversations.messageCount} + 1`,
        updatedAt: context.now,
      })
      .where(eq(conversations.id, conversationId));
  },
});
