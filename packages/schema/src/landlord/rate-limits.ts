import { bigint, integer, text } from 'drizzle-orm/pg-core';

import { landlordSchema } from './landlord-schema.ts';

/**
 * Counters of rate-limiter-flexible, which names the columns. Stored in Postgres so that all server processes share
 * them.
 */
export const rateLimits = landlordSchema.table('rate_limits', {
  key: text().primaryKey(),
  points: integer().notNull().default(0),
  /** Milliseconds since 1970; null: does not expire. */
  expire: bigint({ mode: 'number' }),
});
