import { index, pgTable, varchar } from 'drizzle-orm/pg-core';
import { idColumn, instant, xid8 } from './columns.ts';

/**
 * Deleted rows, written by trigger (rule T2). `row_id` is the id of the row; for `conversation_tag` it is the id of the
 * tag, which identifies the row together with `conversation_id`.
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
