import { bigint, index, jsonb, text, timestamp } from 'drizzle-orm/pg-core';

import { landlordSchema } from './landlord-schema.ts';
import { tenants } from './tenants.ts';

/**
 * Actions of operators, users and the system, with time and actor. Append-only; a row outlives the tenant it refers to.
 */
export const auditLog = landlordSchema.table(
  'audit_log',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: timestamp({ withTimezone: true, mode: 'string' }).notNull().defaultNow(),
    /** `operator:<name>`, `user:<tenant>/<id>` or `system`. */
    actor: text().notNull(),
    /** For example `tenant.create` or `device.revoke`. */
    action: text().notNull(),
    tenantId: bigint('tenant_id', { mode: 'number' }).references(() => tenants.id, { onDelete: 'set null' }),
    details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [index('audit_log_tenant_id_at_index').on(table.tenantId, table.at)],
);
