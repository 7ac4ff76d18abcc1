import { pgSchema } from 'drizzle-orm/pg-core';

/** What is above tenants. Unlike a tenant's tables these are qualified: there is one landlord in a cluster. */
export const landlordSchema = pgSchema('landlord');
