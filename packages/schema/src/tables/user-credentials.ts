import { pgTable, text } from 'drizzle-orm/pg-core';
import { idColumn, timestamps } from './columns.ts';
import { users } from './users.ts';

/** Password hashes (argon2id, PHC string). Not synced: they stay on the server. */
export const userCredentials = pgTable('user_credentials', {
  userId: idColumn('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  passwordHash: text('password_hash').notNull(),
  ...timestamps(),
});
