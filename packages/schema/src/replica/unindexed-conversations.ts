import { pgTable } from 'drizzle-orm/pg-core';
import { idColumn } from '../tables/columns.ts';

/** Conversations with messages whose search terms are missing or outdated. */
export const unindexedConversations = pgTable('words_waiting', {
  conversationId: idColumn('conversation_id').primaryKey(),
});
