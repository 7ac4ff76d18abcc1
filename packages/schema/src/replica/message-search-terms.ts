import { bigint, customType, index, pgTable } from 'drizzle-orm/pg-core';
import { idColumn } from '../tables/columns.ts';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/**
 * What messages are found by, on this device alone: filled piece by piece in idle moments, after the rows themselves.
 * `content_hash` tells whether the words are still those of the message.
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
    // What waits to be sorted in is little: whoever fills the list sorts it in, and everybody waits meanwhile.
    index('message_words_words_index')
      .using('gin', table.words)
      .with({ fastupdate: true, gin_pending_list_limit: 64 }),
  ],
);
