import { jsonb, pgTable, primaryKey, varchar } from 'drizzle-orm/pg-core';

/**
 * The first old image of every row that an optimistic write touched (rule M4), kept by trigger. `old_row` is null when
 * the row did not exist. `row_key` is the id, for the pivot `conversation_tag` it is `<conversation id>:<tag id>`.
 */
export const undoJournal = pgTable(
  'undo_journal',
  {
    tableName: varchar('table_name', { length: 63 }).notNull(),
    rowKey: varchar('row_key', { length: 63 }).notNull(),
    oldRow: jsonb('old_row').$type<Record<string, unknown>>(),
  },
  (table) => [primaryKey({ name: 'undo_journal_pkey', columns: [table.tableName, table.rowKey] })],
);
