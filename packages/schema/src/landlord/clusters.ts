import { bigint, text, timestamp } from 'drizzle-orm/pg-core';

import { landlordSchema } from './landlord-schema.ts';

/** Placement: the Postgres clusters that hold tenants. */
export const clusters = landlordSchema.table('clusters', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  name: text().notNull().unique(),
  /** The environment variable that holds the cluster's URL; an address with its password is never stored here. */
  urlSetting: text('url_setting').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull().defaultNow(),
});
