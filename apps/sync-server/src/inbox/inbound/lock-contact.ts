import { sql } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';

/**
 * Locks a contact of a channel until the end of the transaction. Without the lock, two concurrent webhooks would each
 * find no conversation and open one.
 */
export async function lockContact(
  { tx }: TenantTransaction,
  channelId: number,
  externalId: string,
): Promise<void> {
  const name = sql`current_schema() || '/contact/' || ${channelId}::text || '/' || ${externalId}::text`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}

/**
 * Returns the database's clock in Unix milliseconds. `now()` would return the start of the transaction, before it
 * waited for the lock.
 */
export async function currentTime({ tx }: TenantTransaction): Promise<number> {
  const { rows } = await tx.execute<{ now: number }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`,
  );
  const now = rows[0]?.now;
  if (now === undefined) throw new Error('the database returned no time');
  return now;
}
