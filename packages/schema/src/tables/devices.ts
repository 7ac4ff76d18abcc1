import { index, pgTable, uuid, varchar } from 'drizzle-orm/pg-core';
import { idColumn, instant, primaryId, timestamps } from './columns.ts';
import { users } from './users.ts';

/** Ours (rule M2): the installations of the app. `last_mutation_id` advances in the transaction of the mutation itself. */
export const devices = pgTable(
  'devices',
  {
    id: primaryId(),
    userId: idColumn('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Chosen by the installation; the same one signs in as the same device. */
    uuid: uuid('uuid').notNull(),
    name: varchar('name', { length: 255 }).notNull(),
    lastMutationId: idColumn('last_mutation_id').notNull().default(0),
    lastSeenAt: instant('last_seen_at'),
    revokedAt: instant('revoked_at'),
    ...timestamps(),
  },
  (table) => [index('devices_user_id_uuid_index').on(table.userId, table.uuid)],
);
