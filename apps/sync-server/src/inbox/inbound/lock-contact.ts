import { sql } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';

/**
 * Waits until nobody else handles this contact of this channel, until the end of the transaction. Without it
 * two webhooks that arrive together would each find no conversation and open one.
 */
export async function lockContact(
  { tx }: TenantTransaction,
  channelId: number,
  externalId: string,
): Promise<void> {
  const name = sql`current_schema() || '/contact/' || ${channelId}::text || '/' || ${externalId}::text`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}

/** The database's clock now, in milliseconds. `now()` would be when the transaction began, before it waited for its turn. */
export async function currentTime({ tx }: TenantTransaction): Promise<number> {
  const { rows } = await tx.execute<{ now: number }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`,
  );
  const now = rows[0]?.now;
  if (now === undefined) throw new Error('the database did not tell the time');
  return now;
}
