import { bigint, customType, index, pgTable } from 'drizzle-orm/pg-core';
import { idColumn } from '../tables/columns.ts';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/**
 * Search terms of the messages, on this device only. Filled in idle time, after the rows themselves. `content_hash`
 * shows whether the terms match the current text of the message.
 */
export const messageSearchTerms = pgTable(
  'message_words',
  {
    messageId: idColumn('message_id').primaryKey(),
    conversationId: idColumn('conversation_id').notNull(),
    contentHash: bigint('content_hash', { mode: 'bigint' }).notNull(),
    words: tsvector('words').notNull(),
  },
  (table) => [
    index('message_words_conversation_id_index').on(table.conversationId),
    // Small, in KiB: the process that fills the pending list merges it, and all queries wait for that.
    index('message_words_words_index')
      .using('gin', table.words)
      .with({ fastupdate: true, gin_pending_list_limit: 64 }),
  ],
);
