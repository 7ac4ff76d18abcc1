import { boolean, index, pgTable, varchar } from 'drizzle-orm/pg-core';
import { userRoles } from '../domain/user.ts';
import { oneOf, primaryId, rowXid, timestamps } from './columns.ts';

/**
 * The tenant's agents, supervisors and admins. Every column is visible within the tenant; secrets are in
 * `user_credentials`.
 */
export const users = pgTable(
  'users',
  {
    id: primaryId(),
    email: varchar('email', { length: 255 }).notNull().unique('users_email_unique'),
    name: varchar('name', { length: 255 }).notNull(),
    role: varchar('role', { length: 50, enum: userRoles }).notNull().default('agent'),
    avatarUrl: varchar('avatar_url', { length: 500 }),
    locale: varchar('locale', { length: 35 }).notNull().default('en'),
    isActive: boolean('is_active').notNull().default(true),
    ...timestamps(),
    rowXid: rowXid(),
  },
  (table) => [
    oneOf('users_role_check', table.role, userRoles),
    index('users_row_xid_index').on(table.rowXid),
  ],
);
