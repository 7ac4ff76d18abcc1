import { boolean, index, jsonb, pgTable, varchar } from 'drizzle-orm/pg-core';
import { primaryId, rowXid, timestamps } from './columns.ts';

/** The people who write to the tenant. */
export const customers = pgTable(
  'customers',
  {
    id: primaryId(),
    name: varchar('name', { length: 255 }).notNull(),
    email: varchar('email', { length: 255 }),
    phone: varchar('phone', { length: 50 }),
    avatarUrl: varchar('avatar_url', { length: 500 }),
    locale: varchar('locale', { length: 35 }),
    isBlocked: boolean('is_blocked').notNull().default(false),
    metadata: jsonb('metadata').notNull().default({}),
    ...timestamps(),
    rowXid: rowXid(),
  },
  (table) => [index('customers_row_xid_index').on(table.rowXid)],
);
