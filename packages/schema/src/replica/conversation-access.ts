import { pgTable } from 'drizzle-orm/pg-core';
import { idColumn, instant } from '../tables/columns.ts';

/** When the agent last opened each conversation on this device. Eviction begins with the one opened longest ago. */
export const conversationAccess = pgTable('conversation_access', {
  conversationId: idColumn('conversation_id').primaryKey(),
  openedAt: instant('opened_at').notNull(),
});
