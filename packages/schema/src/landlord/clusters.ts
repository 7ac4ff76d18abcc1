import { bigint, text, timestamp } from 'drizzle-orm/pg-core';

import { landlordSchema } from './landlord-schema.ts';

/** The Postgres clusters that hold tenants. */
export const clusters = landlordSchema.table('clusters', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  name: text().notNull().unique(),
  /**
   * Name of the environment variable that holds the cluster's URL. The URL contains a password and is never stored
   * here.
   */
  urlSetting: text('url_setting').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull().defaultNow(),
});
