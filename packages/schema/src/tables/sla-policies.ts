import { boolean, index, integer, jsonb, pgTable, text, varchar } from 'drizzle-orm/pg-core';
import { primaryId, rowXid, timestamps } from './columns.ts';

/** Time limits for the first response and for the resolution. */
export const slaPolicies = pgTable(
  'sla_policies',
  {
    id: primaryId(),
    name: varchar('name', { length: 255 }).notNull(),
    description: text('description'),
    firstResponseTimeMinutes: integer('first_response_time_minutes').notNull(),
    resolutionTimeHours: integer('resolution_time_hours').notNull(),
    conditions: jsonb('conditions').notNull().default({}),
    isActive: boolean('is_active').notNull().default(true),
    isDefault: boolean('is_default').notNull().default(false),
    ...timestamps(),
    rowXid: rowXid(),
  },
  (table) => [index('sla_policies_row_xid_index').on(table.rowXid)],
);
