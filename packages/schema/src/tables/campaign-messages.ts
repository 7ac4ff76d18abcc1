import { index, pgTable, text, varchar } from 'drizzle-orm/pg-core';
import { messageStatuses } from '../domain/message.ts';
import { campaigns } from './campaigns.ts';
import { idColumn, instant, oneOf, primaryId, timestamps } from './columns.ts';
import { customers } from './customers.ts';
import { messages } from './messages.ts';

/** Delivery of a campaign's message to each customer. */
export const campaignMessages = pgTable(
  'campaign_messages',
  {
    id: primaryId(),
    campaignId: idColumn('campaign_id')
      .notNull()
      .references(() => campaigns.id, { onDelete: 'cascade' }),
    customerId: idColumn('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    messageId: idColumn('message_id').references(() => messages.id, { onDelete: 'set null' }),
    status: varchar('status', { length: 50, enum: messageStatuses }).notNull().default('pending'),
    sentAt: instant('sent_at'),
    deliveredAt: instant('delivered_at'),
    readAt: instant('read_at'),
    failedAt: instant('failed_at'),
    errorMessage: text('error_message'),
    ...timestamps(),
  },
  (table) => [
    index('campaign_messages_campaign_id_status_index').on(table.campaignId, table.status),
    index('campaign_messages_customer_id_index').on(table.customerId),
    index('campaign_messages_message_id_index').on(table.messageId),
    oneOf('campaign_messages_status_check', table.status, messageStatuses),
  ],
);
