import { pgTable } from 'drizzle-orm/pg-core';
import { idColumn } from '../tables/columns.ts';

/** Conversations whose messages are not all in `message_words` as they are. */
export const unindexedConversations = pgTable('words_waiting', {
  conversationId: idColumn('conversation_id').primaryKey(),
});
