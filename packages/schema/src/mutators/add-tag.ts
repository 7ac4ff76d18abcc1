import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { conversationTag } from '../tables/conversation-tag.ts';
import { conversationTags } from '../tables/conversation-tags.ts';
import { idSchema } from './argument-schemas.ts';
import { MutationRefused } from './mutation-refused.ts';
import { defineAction } from './action.ts';
import { requireConversation } from './require-conversation.ts';

const args = z.object({ conversationId: idSchema, tagId: idSchema });

/** Adds a tag to a conversation. Tags are a set (rule M5): adding a tag twice is no error. Refuses with HF_TAG_UNKNOWN. */
export const addTag = defineAction({
  name: 'addTag',
  version: 1,
  args,
  rights: 'assignee',
  isQuiet: false,
  newIds: [],
  input: args,
  argsOf: (input) => input,
  conversationOf: (args) => args.conversationId,
  reads: ['conversation_tags'],
  async run(tx, args, context) {
    await requireConversation(tx, args.conversationId);
    const [tag] = await tx
      .select({ id: conversationTags.id })
      .from(conversationTags)
      .where(eq(conversationTags.id, args.tagId));
    if (tag === undefined) throw new MutationRefused('HF_TAG_UNKNOWN', { tagId: args.tagId });
    await tx
      .insert(conversationTag)
      .values({ conversationId: args.conversationId, conversationTagId: args.tagId, createdAt: context.now })
      .onConflictDoNothing();
  },
});
