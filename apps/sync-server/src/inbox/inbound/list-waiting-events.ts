import { channelEvents } from '@holdfast/schema/tables/channel-events';
import { channels } from '@holdfast/schema/tables/channels';
import { and, asc, eq, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';

/**
 * Returns at most 200 unprocessed events that were stored over 30 s ago, oldest first. Newer ones are probably being
 * processed right now.
 */
export async function listWaitingEvents({
  tx,
}: TenantTransaction): Promise<{ id: number; channelId: number }[]> {
  return tx
    .select({ id: channelEvents.id, channelId: channelEvents.channelId })
    .from(channelEvents)
    .innerJoin(channels, eq(channels.id, channelEvents.channelId))
    .where(
      and(
        eq(channelEvents.state, 'received'),
        eq(channels.isActive, true),
        sql`${channelEvents.receivedAt} < now() - interval '30 seconds'`,
      ),
    )
    .orderBy(asc(channelEvents.receivedAt), asc(channelEvents.id))
    .limit(200);
}
