import { sql } from 'drizzle-orm';
import { boolean, check, integer, pgTable } from 'drizzle-orm/pg-core';
import { instant, xid8 } from './columns.ts';

/** One row (rule E1). The generation is part of every cursor's epoch; a restore or a move increments it. */
export const syncState = pgTable(
  'sync_state',
  {
    id: boolean('id').primaryKey().default(true),
    generation: integer('generation').notNull().default(1),
    changedAt: instant('changed_at').notNull().defaultNow(),
    /** The newest transaction whose tombstones can have been pruned (rule E4); null: none. */
    tombstonesPrunedThrough: xid8('tombstones_pruned_through'),
  },
  (table) => [check('sync_state_single_row_check', sql`${table.id}`)],
);
