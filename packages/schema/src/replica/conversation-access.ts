import { pgTable } from 'drizzle-orm/pg-core';
import { idColumn, instant } from '../tables/columns.ts';

/** When the agent last looked at a conversation on this device: what was opened longest ago gives its room back first. */
export const conversationAccess = pgTable('conversation_access', {
  conversationId: idColumn('conversation_id').primaryKey(),
  openedAt: instant('opened_at').notNull(),
});
