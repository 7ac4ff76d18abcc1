import { index, pgTable, unique, varchar } from 'drizzle-orm/pg-core';
import { channels } from './channels.ts';
import { idColumn, primaryId, timestamps } from './columns.ts';
import { customers } from './customers.ts';

/** A customer's identifiers on channels; a customer can have several. Not synced: they stay on the server. */
export const customerIdentities = pgTable(
  'customer_identities',
  {
    id: primaryId(),
    customerId: idColumn('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    channelId: idColumn('channel_id')
      .notNull()
      .references(() => channels.id, { onDelete: 'cascade' }),
    externalId: varchar('external_id', { length: 255 }).notNull(),
    ...timestamps(),
  },
  (table) => [
    unique('customer_identities_channel_external_unique').on(table.channelId, table.externalId),
    index('customer_identities_customer_index').on(table.customerId),
  ],
);
