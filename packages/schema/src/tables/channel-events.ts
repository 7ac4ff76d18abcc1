import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, unique, varchar } from 'drizzle-orm/pg-core';
import { channels } from './channels.ts';
import { idColumn, instant, oneOf, primaryId } from './columns.ts';

const states = ['received', 'processed', 'failed'] as const;

/** Every event of a platform, stored once as received, so that a repeated delivery is recognized. */
export const channelEvents = pgTable(
  'channel_events',
  {
    id: primaryId(),
    channelId: idColumn('channel_id')
      .notNull()
      .references(() => channels.id, { onDelete: 'cascade' }),
    externalId: varchar('external_id', { length: 255 }).notNull(),
    payload: jsonb('payload').notNull(),
    state: varchar('state', { length: 20, enum: states }).notNull().default('received'),
    attempts: integer('attempts').notNull().default(0),
    errorMessage: text('error_message'),
    messageId: idColumn('message_id'),
    receivedAt: instant('received_at').notNull().defaultNow(),
    processedAt: instant('processed_at'),
  },
  (table) => [
    unique('channel_events_channel_external_unique').on(table.channelId, table.externalId),
    oneOf('channel_events_state_check', table.state, states),
    index('channel_events_unprocessed_index')
      .on(table.receivedAt)
      .where(sql`state = 'received'`),
  ],
);
