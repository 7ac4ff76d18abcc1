import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { idColumn, instant, primaryId, rowXid, timestamps } from './columns.ts';
import { conversations } from './conversations.ts';
import { users } from './users.ts';

/** Transfers of conversations from one agent to another. */
export const conversationTransfers = pgTable(
  'conversation_transfers',
  {
    id: primaryId(),
    conversationId: idColumn('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    fromUserId: idColumn('from_user_id').references(() => users.id, { onDelete: 'set null' }),
    toUserId: idColumn('to_user_id').references(() => users.id, { onDelete: 'set null' }),
    transferredBy: idColumn('transferred_by').references(() => users.id, { onDelete: 'set null' }),
    reason: text('reason'),
    transferredAt: instant('transferred_at').notNull().defaultNow(),
    ...timestamps(),
    rowXid: rowXid(),
  },
  (table) => [
    index('conversation_transfers_conversation_id_index').on(table.conversationId, table.transferredAt),
    index('conversation_transfers_row_xid_index').on(table.rowXid),
  ],
);
