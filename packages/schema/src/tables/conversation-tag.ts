import { index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { idColumn, instant, rowXid } from './columns.ts';
import { conversationTags } from './conversation-tags.ts';
import { conversations } from './conversations.ts';

/** Which conversation has which tags. A set: adding and removing commute (rule M5). */
export const conversationTag = pgTable(
  'conversation_tag',
  {
    conversationId: idColumn('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    conversationTagId: idColumn('conversation_tag_id')
      .notNull()
      .references(() => conversationTags.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull().defaultNow(),
    rowXid: rowXid(),
  },
  (table) => [
    primaryKey({ name: 'conversation_tag_pkey', columns: [table.conversationId, table.conversationTagId] }),
    index('conversation_tag_conversation_tag_id_index').on(table.conversationTagId),
    index('conversation_tag_row_xid_index').on(table.rowXid),
  ],
);
