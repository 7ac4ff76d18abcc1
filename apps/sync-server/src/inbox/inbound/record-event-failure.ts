import { channelEvents } from '@holdfast/schema/tables/channel-events';
import { and, eq, ne, sql } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';

/** After this many attempts the event is `failed` and needs manual handling. */
const maxEventAttempts = 8;

/** Records why an event could not be processed. It stays `received` and is retried until its attempts are used up. */
export async function recordEventFailure(
  { tx }: TenantTransaction,
  eventId: number,
  errorMessage: string,
): Promise<void> {
  await tx
    .update(channelEvents)
    .set({
      attempts: sql`${channelEvents.attempts} + 1`,
      state: sql`case when ${channelEvents.attempts} + 1 >= ${maxEventAttempts} then 'failed' else 'received' end`,
      errorMessage: errorMessage.slice(0, 1000),
    })
    .where(and(eq(channelEvents.id, eventId), ne(channelEvents.state, 'processed')));
}
