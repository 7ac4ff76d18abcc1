import { index, jsonb, pgTable, text, varchar } from 'drizzle-orm/pg-core';
import { messageDirections, messageStatuses, messageTypes, senderTypes } from '../domain/message.ts';
import { idColumn, instant, oneOf, primaryId, rowXid, timestamps } from './columns.ts';
import { conversations } from './conversations.ts';
import { users } from './users.ts';

/** The messages of all platforms, inbound and outbound. */
export const messages = pgTable(
  'messages',
  {
    id: primaryId(),
    conversationId: idColumn('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    platformMessageId: varchar('platform_message_id', { length: 255 }),
    direction: varchar('direction', { length: 20, enum: messageDirections }).notNull(),
    type: varchar('type', { length: 50, enum: messageTypes }).notNull().default('text'),
    content: text('content'),
    userId: idColumn('user_id').references(() => users.id, { onDelete: 'set null' }),
    senderType: varchar('sender_type', { length: 50, enum: senderTypes }).notNull(),
    status: varchar('status', { length: 50, enum: messageStatuses }).notNull().default('pending'),
    deliveredAt: instant('delivered_at'),
    readAt: instant('read_at'),
    failedAt: instant('failed_at'),
    errorMessage: text('error_message'),
    metadata: jsonb('metadata').notNull().default({}),
    ...timestamps(),
    rowXid: rowXid(),
  },
  (table) => [
    index('messages_conversation_id_created_at_index').on(table.conversationId, table.createdAt),
    index('messages_platform_message_id_index').on(table.platformMessageId),
    index('messages_status_created_at_index').on(table.status, table.createdAt),
    index('messages_row_xid_index').on(table.rowXid),
    oneOf('messages_direction_check', table.direction, messageDirections),
    oneOf('messages_type_check', table.type, messageTypes),
    oneOf('messages_sender_type_check', table.senderType, senderTypes),
    oneOf('messages_status_check', table.status, messageStatuses),
  ],
);
