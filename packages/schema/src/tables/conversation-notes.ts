import { boolean, index, pgTable, text } from 'drizzle-orm/pg-core';
import { idColumn, primaryId, rowXid, timestamps } from './columns.ts';
import { conversations } from './conversations.ts';
import { users } from './users.ts';

/** Internal comments of the team. Customers never see them. */
export const conversationNotes = pgTable(
  'conversation_notes',
  {
    id: primaryId(),
    conversationId: idColumn('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    userId: idColumn('user_id').references(() => users.id, { onDelete: 'set null' }),
    content: text('content').notNull(),
    isPinned: boolean('is_pinned').notNull().default(false),
    ...timestamps(),
    rowXid: rowXid(),
  },
  (table) => [
    index('conversation_notes_conversation_id_created_at_index').on(table.conversationId, table.createdAt),
    index('conversation_notes_row_xid_index').on(table.rowXid),
  ],
);
