import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, text, varchar } from 'drizzle-orm/pg-core';
import { channelTypes, conversationPriorities, conversationStatuses } from '../domain/conversation.ts';
import { messageDirections } from '../domain/message.ts';
import { platforms } from '../domain/platform.ts';
import { channels } from './channels.ts';
import { idColumn, instant, oneOf, primaryId, rowXid, timestamps } from './columns.ts';
import { customers } from './customers.ts';
import { slaPolicies } from './sla-policies.ts';
import { users } from './users.ts';

/** The inbox: each row is one thread with one customer on one channel. */
export const conversations = pgTable(
  'conversations',
  {
    id: primaryId(),
    customerId: idColumn('customer_id')
      .notNull()
      .references(() => customers.id),
    platform: varchar('platform', { length: 50, enum: platforms }).notNull(),
    platformConversationId: varchar('platform_conversation_id', { length: 255 }),
    status: varchar('status', { length: 50, enum: conversationStatuses }).notNull().default('new'),
    assignedTo: idColumn('assigned_to').references(() => users.id, { onDelete: 'set null' }),
    channelType: varchar('channel_type', { length: 50, enum: channelTypes }).notNull().default('direct'),
    lastMessageAt: instant('last_message_at'),
    firstResponseAt: instant('first_response_at'),
    resolvedAt: instant('resolved_at'),
    messageCount: integer('message_count').notNull().default(0),
    unreadCount: integer('unread_count').notNull().default(0),
    metadata: jsonb('metadata').notNull().default({}),
    slaPolicyId: idColumn('sla_policy_id').references(() => slaPolicies.id, { onDelete: 'set null' }),
    slaFirstResponseDueAt: instant('sla_first_response_due_at'),
    slaResolutionDueAt: instant('sla_resolution_due_at'),
    slaFirstResponseBreached: boolean('sla_first_response_breached').notNull().default(false),
    slaResolutionBreached: boolean('sla_resolution_breached').notNull().default(false),
    ...timestamps(),
    // Columns from here on are not in the original data model.
    channelId: idColumn('channel_id').references(() => channels.id, { onDelete: 'set null' }),
    priority: varchar('priority', { length: 20, enum: conversationPriorities }).notNull().default('none'),
    snoozedUntil: instant('snoozed_until'),
    lastMessagePreview: text('last_message_preview'),
    lastMessageDirection: varchar('last_message_direction', { length: 20, enum: messageDirections }),
    lastInboundAt: instant('last_inbound_at'),
    readUntil: instant('read_until'),
    rowXid: rowXid(),
  },
  (table) => [
    index('conversations_customer_id_platform_index').on(table.customerId, table.platform),
    index('conversations_assigned_to_status_index').on(table.assignedTo, table.status),
    index('conversations_last_message_at_index').on(table.lastMessageAt.desc()),
    index('conversations_platform_conversation_id_index').on(table.platformConversationId),
    index('conversations_queue_index')
      .on(table.status)
      .where(sql`assigned_to is null`),
    index('conversations_row_xid_index').on(table.rowXid),
    oneOf('conversations_platform_check', table.platform, platforms),
    oneOf('conversations_status_check', table.status, conversationStatuses),
    oneOf('conversations_channel_type_check', table.channelType, channelTypes),
    oneOf('conversations_priority_check', table.priority, conversationPriorities),
    oneOf('conversations_last_message_direction_check', table.lastMessageDirection, messageDirections),
  ],
);
