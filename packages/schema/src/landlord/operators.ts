import { bigint, boolean, text, timestamp } from 'drizzle-orm/pg-core';

import { landlordSchema } from './landlord-schema.ts';

/** The people who run the server. They belong to no tenant. */
export const operators = landlordSchema.table('operators', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  email: text().notNull().unique(),
  name: text().notNull(),
  isActive: boolean('is_active').notNull().default(true),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull().defaultNow(),
});
