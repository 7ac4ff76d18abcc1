import { jsonb, pgTable, primaryKey, varchar } from 'drizzle-orm/pg-core';

/**
 * First old image of each row that an optimistic effect changed (rule M4), written by trigger. `old_row` is null if the
 * row did not exist. `row_key` is the id; for `conversation_tag` it is `<conversation id>:<tag id>`.
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
