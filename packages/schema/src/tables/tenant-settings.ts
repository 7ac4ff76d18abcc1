import { sql } from 'drizzle-orm';
import { boolean, check, pgTable, varchar } from 'drizzle-orm/pg-core';
import { staleReplyPolicies } from '../domain/stale-reply.ts';
import { instant, oneOf } from './columns.ts';

/** One row: an operator's settings for this tenant. `stale_replies` belongs to rule M6. */
export const tenantSettings = pgTable(
  'tenant_settings',
  {
    id: boolean('id').primaryKey().default(true),
    staleReplies: varchar('stale_replies', { length: 20, enum: staleReplyPolicies })
      .notNull()
      .default('hold'),
    changedAt: instant('changed_at').notNull().defaultNow(),
  },
  (table) => [
    check('tenant_settings_single_row_check', sql`${table.id}`),
    oneOf('tenant_settings_stale_replies_check', table.staleReplies, staleReplyPolicies),
  ],
);
