import { boolean, index, jsonb, pgTable, varchar } from 'drizzle-orm/pg-core';
import { platforms } from '../domain/platform.ts';
import { oneOf, primaryId, rowXid, timestamps } from './columns.ts';

/**
 * Accounts on platforms through which customers reach the tenant. `settings` is synced; secrets are in
 * `channel_secrets`.
 */
export const channels = pgTable(
  'channels',
  {
    id: primaryId(),
    platform: varchar('platform', { length: 50, enum: platforms }).notNull(),
    name: varchar('name', { length: 255 }).notNull(),
    isActive: boolean('is_active').notNull().default(true),
    settings: jsonb('settings').notNull().default({}),
    ...timestamps(),
    rowXid: rowXid(),
  },
  (table) => [
    oneOf('channels_platform_check', table.platform, platforms),
    index('channels_row_xid_index').on(table.rowXid),
  ],
);
