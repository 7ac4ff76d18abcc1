import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { idColumn, instant, primaryId } from './columns.ts';
import { devices } from './devices.ts';

/** Refresh tokens, hashed. Each use replaces the token by the next one of its family. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    id: primaryId(),
    deviceId: idColumn('device_id')
      .notNull()
      .references(() => devices.id, { onDelete: 'cascade' }),
    /** SHA-256 of the token, hex. */
    tokenHash: text('token_hash').notNull().unique('refresh_tokens_token_hash_unique'),
    family: uuid('family').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    replacedBy: idColumn('replaced_by'),
    revokedAt: instant('revoked_at'),
  },
  (table) => [
    index('refresh_tokens_device_id_index').on(table.deviceId),
    index('refresh_tokens_family_index').on(table.family),
  ],
);
