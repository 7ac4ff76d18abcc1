import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, text, timestamp } from 'drizzle-orm/pg-core';

import { landlordSchema } from './landlord-schema.ts';
import { tenants } from './tenants.ts';

/** Result of a tenant's migration run. */
export type TenantMigrationOutcome = 'applied' | 'failed';

/** History of migration runs. A tenant's current version is stored in its own schema; these rows say what ran when. */
export const tenantMigrations = landlordSchema.table(
  'tenant_migrations',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    tenantId: bigint('tenant_id', { mode: 'number' })
      .notNull()
      .references(() => tenants.id, { onDelete: 'cascade' }),
    outcome: text().$type<TenantMigrationOutcome>().notNull(),
    version: integer().notNull(),
    errorMessage: text('error_message'),
    finishedAt: timestamp('finished_at', { withTimezone: true, mode: 'string' }).notNull().defaultNow(),
  },
  (table) => [
    check('tenant_migrations_outcome_check', sql`${table.outcome} in ('applied', 'failed')`),
    index('tenant_migrations_tenant_id_finished_at_index').on(table.tenantId, table.finishedAt),
  ],
);
