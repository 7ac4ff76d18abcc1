import { index, jsonb, pgTable, text, unique, varchar } from 'drizzle-orm/pg-core';
import { templateStatuses } from '../domain/automation.ts';
import { channels } from './channels.ts';
import { idColumn, oneOf, primaryId, rowXid, timestamps } from './columns.ts';

/** Message templates of a platform. Approved ones can be sent outside the reply window. */
export const templates = pgTable(
  'templates',
  {
    id: primaryId(),
    channelId: idColumn('channel_id').references(() => channels.id, { onDelete: 'cascade' }),
    name: varchar('name', { length: 255 }).notNull(),
    language: varchar('language', { length: 35 }).notNull(),
    category: varchar('category', { length: 100 }),
    content: text('content').notNull(),
    variables: jsonb('variables').notNull().default([]),
    status: varchar('status', { length: 50, enum: templateStatuses }).notNull().default('pending'),
    ...timestamps(),
    rowXid: rowXid(),
  },
  (table) => [
    unique('templates_channel_name_language_unique').on(table.channelId, table.name, table.language),
    index('templates_row_xid_index').on(table.rowXid),
    oneOf('templates_status_check', table.status, templateStatuses),
  ],
);
