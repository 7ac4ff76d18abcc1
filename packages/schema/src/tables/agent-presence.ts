import { index, pgTable } from 'drizzle-orm/pg-core';
import { idColumn, instant } from './columns.ts';
import { users } from './users.ts';

/** Until when an agent counts as online without another heartbeat. */
export const agentPresence = pgTable(
  'agent_presence',
  {
    userId: idColumn('user_id')
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    onlineUntil: instant('online_until').notNull(),
  },
  (table) => [index('agent_presence_online_until_index').on(table.onlineUntil)],
);
