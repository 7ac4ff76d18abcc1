import { channelEvents } from '@holdfast/schema/tables/channel-events';
import { refreshTokens } from '@holdfast/schema/tables/refresh-tokens';
import { and, eq, ne, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../db/with-tenant.ts';

/**
 * Removes data that is kept only for diagnosis: payloads of processed channel events (the ids stay, to recognize
 * repeated deliveries) and expired refresh tokens. Failed events keep their payload for manual handling.
 */
export async function rotateLogs({ tx }: TenantTransaction, days: number): Promise<void> {
  const before = sql`now() - make_interval(days => ${days})`;
  await tx
    .update(channelEvents)
    .set({ payload: {} })
    .where(
      and(
        eq(channelEvents.state, 'processed'),
        sql`${channelEvents.receivedAt} < ${before}`,
        ne(channelEvents.payload, {}),
      ),
    );
  await tx.delete(refreshTokens).where(sql`${refreshTokens.expiresAt} < ${before}`);
}
