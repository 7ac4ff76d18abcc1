import { index, integer, jsonb, pgTable, uuid, varchar } from 'drizzle-orm/pg-core';
import { idColumn, instant, oneOf } from '../tables/columns.ts';

const states = ['queued', 'refused'] as const;

/** Mutations without a result, and refused ones that the agent has not handled (rule M3). */
export const outbox = pgTable(
  'outbox',
  {
    mutationId: idColumn('mutation_id').primaryKey(),
    uuid: uuid('uuid').notNull(),
    name: varchar('name', { length: 100 }).notNull(),
    version: integer('version').notNull(),
    args: jsonb('args').$type<Record<string, unknown>>().notNull(),
    composedAt: instant('composed_at').notNull(),
    conversationId: idColumn('conversation_id'),
    state: varchar('state', { length: 20, enum: states }).notNull().default('queued'),
    code: varchar('code', { length: 100 }),
    details: jsonb('details').$type<Record<string, unknown>>(),
  },
  (table) => [
    oneOf('outbox_state_check', table.state, states),
    index('outbox_conversation_id_index').on(table.conversationId),
  ],
);
