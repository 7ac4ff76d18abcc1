import { index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { campaigns } from './campaigns.ts';
import { idColumn, instant } from './columns.ts';
import { customers } from './customers.ts';

/** The recipients of each campaign. */
export const campaignCustomer = pgTable(
  'campaign_customer',
  {
    campaignId: idColumn('campaign_id')
      .notNull()
      .references(() => campaigns.id, { onDelete: 'cascade' }),
    customerId: idColumn('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'campaign_customer_pkey', columns: [table.campaignId, table.customerId] }),
    index('campaign_customer_customer_id_index').on(table.customerId),
  ],
);
