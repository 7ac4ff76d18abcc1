import { pgSchema } from 'drizzle-orm/pg-core';

/** Schema of the tables above the tenants. Its tables are qualified, unlike a tenant's: a cluster has one landlord. */
export const landlordSchema = pgSchema('landlord');
