import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex, varchar } from 'drizzle-orm/pg-core';
import { idColumn, instant, primaryId, rowXid, timestamps } from './columns.ts';
import { users } from './users.ts';
import { sql } from 'drizzle-orm';

/** Prepared replies. A row without `user_id` belongs to the team. */
export const cannedResponses = pgTable(
  'canned_responses',
  {
    id: primaryId(),
    title: varchar('title', { length: 255 }).notNull(),
    shortcut: varchar('shortcut', { length: 50 }).notNull(),
    content: text('content').notNull(),
    category: varchar('category', { length: 100 }),
    userId: idColumn('user_id').references(() => users.id, { onDelete: 'cascade' }),
    isShared: boolean('is_shared').notNull().default(false),
    /** Platforms on which it can be used; an empty list means all. */
    platforms: jsonb('platforms').notNull().default([]),
    usageCount: integer('usage_count').notNull().default(0),
    lastUsedAt: instant('last_used_at'),
    ...timestamps(),
    rowXid: rowXid(),
  },
  (table) => [
    index('canned_responses_user_id_index').on(table.userId),
    uniqueIndex('canned_responses_shortcut_unique').on(sql`coalesce(user_id, 0)`, sql`lower(shortcut)`),
    index('canned_responses_row_xid_index').on(table.rowXid),
  ],
);
