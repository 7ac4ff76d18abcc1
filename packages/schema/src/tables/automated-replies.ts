import { boolean, index, integer, jsonb, pgTable, text, varchar } from 'drizzle-orm/pg-core';
import { automatedReplyTriggers, automatedReplyTypes } from '../domain/automation.ts';
import { oneOf, primaryId, timestamps } from './columns.ts';

/** Rules for replies that the server sends automatically. */
export const automatedReplies = pgTable(
  'automated_replies',
  {
    id: primaryId(),
    name: varchar('name', { length: 255 }).notNull(),
    triggerType: varchar('trigger_type', { length: 50, enum: automatedReplyTriggers }).notNull(),
    keywords: jsonb('keywords').notNull().default([]),
    replyMessage: text('reply_message').notNull(),
    replyType: varchar('reply_type', { length: 50, enum: automatedReplyTypes }).notNull().default('text'),
    replyMetadata: jsonb('reply_metadata').notNull().default({}),
    isActive: boolean('is_active').notNull().default(true),
    priority: integer('priority').notNull().default(0),
    conditions: jsonb('conditions').notNull().default({}),
    ...timestamps(),
  },
  (table) => [
    index('automated_replies_is_active_priority_index').on(table.isActive, table.priority),
    oneOf('automated_replies_trigger_type_check', table.triggerType, automatedReplyTriggers),
    oneOf('automated_replies_reply_type_check', table.replyType, automatedReplyTypes),
  ],
);
