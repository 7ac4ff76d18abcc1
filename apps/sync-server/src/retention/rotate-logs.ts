import { channelEvents } from '@holdfast/schema/tables/channel-events';
import { refreshTokens } from '@holdfast/schema/tables/refresh-tokens';
import { and, eq, ne, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../db/with-tenant.ts';

/**
 * Rotates what is kept only to look back: raw events lose their payload (their ids stay, so that a repeated delivery is
 * still recognised), refresh tokens that expired go. Events that failed keep theirs until somebody has dealt with them.
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
