import { index, pgTable, varchar } from 'drizzle-orm/pg-core';
import { idColumn, instant, xid8 } from './columns.ts';

/**
 * Ours (rule T2): a row that was deleted, written by trigger. `row_id` is the id of the row; for the pivot
 * `conversation_tag` it is the tag's id, which names the row together with `conversation_id`.
 */
export const tombstones = pgTable(
  'tombstones',
  {
    tableName: varchar('table_name', { length: 63 }).notNull(),
    rowId: idColumn('row_id').notNull(),
    conversationId: idColumn('conversation_id'),
    rowXid: xid8('row_xid').notNull(),
    deletedAt: instant('deleted_at').notNull().defaultNow(),
  },
  (table) => [
    index('tombstones_row_xid_index').on(table.rowXid),
    index('tombstones_deleted_at_index').on(table.deletedAt),
  ],
);
