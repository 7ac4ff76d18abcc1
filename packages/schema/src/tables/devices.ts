import { index, pgTable, uuid, varchar } from 'drizzle-orm/pg-core';
import { idColumn, instant, primaryId, timestamps } from './columns.ts';
import { users } from './users.ts';

/**
 * Installations of the app that have signed in (rule M2). `last_mutation_id` advances in the transaction of the
 * mutation.
 */
export const devices = pgTable(
  'devices',
  {
    id: primaryId(),
    userId: idColumn('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Chosen by the installation. It signs in as the same device each time. */
    uuid: uuid('uuid').notNull(),
    name: varchar('name', { length: 255 }).notNull(),
    lastMutationId: idColumn('last_mutation_id').notNull().default(0),
    lastSeenAt: instant('last_seen_at'),
    revokedAt: instant('revoked_at'),
    ...timestamps(),
  },
  (table) => [index('devices_user_id_uuid_index').on(table.userId, table.uuid)],
);
