import { sql } from 'drizzle-orm';
import { bigint, check, text, timestamp } from 'drizzle-orm/pg-core';

import { clusters } from './clusters.ts';
import { landlordSchema } from './landlord-schema.ts';
import { tenantSlugPattern } from './tenant-slug.ts';

/** `creating` until schema, role, rights and migrations are complete. `suspended`: not served; the data is kept. */
export type TenantStatus = 'creating' | 'active' | 'suspended';

/** The tenants and the cluster of each. */
export const tenants = landlordSchema.table(
  'tenants',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** The workspace name that people type to sign in. Also part of URLs. */
    slug: text().notNull().unique(),
    name: text().notNull(),
    /** Name of the tenant's schema and of its role. */
    schemaName: text('schema_name').notNull().unique(),
    status: text().$type<TenantStatus>().notNull().default('creating'),
    clusterId: bigint('cluster_id', { mode: 'number' })
      .notNull()
      .references(() => clusters.id),
    /**
     * The target cluster while the tenant is being moved. The tenant is not served until the move completes or is
     * rolled back.
     */
    movingToClusterId: bigint('moving_to_cluster_id', { mode: 'number' }).references(() => clusters.id),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true, mode: 'string' }).notNull().defaultNow(),
  },
  (table) => [
    check('tenants_slug_check', sql`${table.slug} ~ '^${sql.raw(tenantSlugPattern)}$'`),
    check('tenants_status_check', sql`${table.status} in ('creating', 'active', 'suspended')`),
  ],
);
