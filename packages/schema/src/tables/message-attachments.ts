import { index, integer, jsonb, pgTable, varchar } from 'drizzle-orm/pg-core';
import { attachmentTypes } from '../domain/message.ts';
import { idColumn, oneOf, primaryId, rowXid, timestamps } from './columns.ts';
import { conversations } from './conversations.ts';
import { messages } from './messages.ts';

/** The files of a message. */
export const messageAttachments = pgTable(
  'message_attachments',
  {
    id: primaryId(),
    messageId: idColumn('message_id')
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    type: varchar('type', { length: 50, enum: attachmentTypes }).notNull(),
    url: varchar('url', { length: 500 }),
    platformUrl: varchar('platform_url', { length: 500 }),
    mimeType: varchar('mime_type', { length: 100 }),
    filename: varchar('filename', { length: 255 }),
    fileSize: idColumn('file_size'),
    width: integer('width'),
    height: integer('height'),
    duration: integer('duration'),
    thumbnailUrl: varchar('thumbnail_url', { length: 500 }),
    metadata: jsonb('metadata').notNull().default({}),
    ...timestamps(),
    /**
     * The message's conversation, so that all rows of a conversation are found without a join. A trigger fills it if an
     * insert omits it.
     */
    conversationId: idColumn('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    rowXid: rowXid(),
  },
  (table) => [
    index('message_attachments_message_id_type_index').on(table.messageId, table.type),
    index('message_attachments_conversation_id_index').on(table.conversationId),
    index('message_attachments_row_xid_index').on(table.rowXid),
    oneOf('message_attachments_type_check', table.type, attachmentTypes),
  ],
);
