import { index, pgTable, text, varchar } from 'drizzle-orm/pg-core';
import { primaryId, rowXid, timestamps } from './columns.ts';

/** The tags that agents can add to conversations. */
export const conversationTags = pgTable(
  'conversation_tags',
  {
    id: primaryId(),
    name: varchar('name', { length: 100 }).notNull().unique('conversation_tags_name_unique'),
    color: varchar('color', { length: 7 }).notNull(),
    description: text('description'),
    ...timestamps(),
    rowXid: rowXid(),
  },
  (table) => [index('conversation_tags_row_xid_index').on(table.rowXid)],
);
