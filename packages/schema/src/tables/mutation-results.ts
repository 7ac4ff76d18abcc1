import { index, jsonb, pgTable, primaryKey, uuid, varchar } from 'drizzle-orm/pg-core';
import { mutationOutcomes } from '../domain/mutation.ts';
import { idColumn, instant, oneOf, rowXid } from './columns.ts';
import { devices } from './devices.ts';

/** Result of each mutation (rule M3), written in the mutation's transaction and synced to its device only. */
export const mutationResults = pgTable(
  'mutation_results',
  {
    deviceId: idColumn('device_id')
      .notNull()
      .references(() => devices.id, { onDelete: 'cascade' }),
    mutationId: idColumn('mutation_id').notNull(),
    uuid: uuid('uuid').notNull(),
    name: varchar('name', { length: 100 }).notNull(),
    outcome: varchar('outcome', { length: 20, enum: mutationOutcomes }).notNull(),
    /** The `HF_…` code of a refusal. */
    code: varchar('code', { length: 100 }),
    details: jsonb('details').notNull().default({}),
    createdAt: instant('created_at').notNull().defaultNow(),
    rowXid: rowXid(),
  },
  (table) => [
    primaryKey({ name: 'mutation_results_pkey', columns: [table.deviceId, table.mutationId] }),
    index('mutation_results_row_xid_index').on(table.rowXid),
    oneOf('mutation_results_outcome_check', table.outcome, mutationOutcomes),
  ],
);
