import { pgTable, varchar } from 'drizzle-orm/pg-core';
import { idColumn, instant, oneOf } from '../tables/columns.ts';
import { heldScopes } from '../domain/scope.ts';

/**
 * The conversations that the replica holds (rule S4): scope and start of the message window. Sent in the hello.
 * `window_from_…` null: every message is held.
 */
export const heldConversations = pgTable(
  'held_conversations',
  {
    conversationId: idColumn('conversation_id').primaryKey(),
    scope: varchar('scope', { length: 10, enum: heldScopes }).notNull(),
    windowFromCreatedAt: instant('window_from_created_at'),
    windowFromId: idColumn('window_from_id'),
  },
  (table) => [oneOf('held_conversations_scope_check', table.scope, heldScopes)],
);
