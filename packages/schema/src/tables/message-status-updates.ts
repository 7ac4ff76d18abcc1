import { index, jsonb, pgTable, varchar } from 'drizzle-orm/pg-core';
import { messageStatuses } from '../domain/message.ts';
import { idColumn, instant, oneOf, primaryId, rowXid, timestamps } from './columns.ts';
import { conversations } from './conversations.ts';
import { messages } from './messages.ts';

/** Every change of a message's delivery status, with the platform's report. */
export const messageStatusUpdates = pgTable(
  'message_status_updates',
  {
    id: primaryId(),
    messageId: idColumn('message_id')
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    status: varchar('status', { length: 50, enum: messageStatuses }).notNull(),
    statusAt: instant('status_at').notNull().defaultNow(),
    metadata: jsonb('metadata').notNull().default({}),
    ...timestamps(),
    /** The message's conversation. A trigger fills it if an insert omits it. */
    conversationId: idColumn('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    rowXid: rowXid(),
  },
  (table) => [
    index('message_status_updates_message_id_index').on(table.messageId),
    index('message_status_updates_conversation_id_index').on(table.conversationId),
    index('message_status_updates_row_xid_index').on(table.rowXid),
    oneOf('message_status_updates_status_check', table.status, messageStatuses),
  ],
);
