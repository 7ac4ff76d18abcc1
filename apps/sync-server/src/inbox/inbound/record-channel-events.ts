import { channelEvents } from '@holdfast/schema/tables/channel-events';
import { and, eq, inArray } from 'drizzle-orm';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import type { InboundEvent } from '../../channels/inbound-event.ts';

export interface RecordedEvent {
  id: number;
  externalId: string;
}

/**
 * Stores events once per channel and external id; for a repeated event it returns the existing row. It runs in its
 * own transaction, so a later failure cannot lose an event.
 */
export async function recordChannelEvents(
  { tx }: TenantTransaction,
  channelId: number,
  events: readonly InboundEvent[],
): Promise<RecordedEvent[]> {
  if (events.length === 0) return [];
  // One insert order everywhere, so that two deliveries of the same batch cannot deadlock.
  const ordered = [...new Map(events.map((event) => [event.externalId, event])).values()].toSorted((a, b) =>
    a.externalId < b.externalId ? -1 : 1,
  );
  await tx
    .insert(channelEvents)
    .values(ordered.map((event) => ({ channelId, externalId: event.externalId, payload: event })))
    .onConflictDoNothing();
  const externalIds = ordered.map((event) => event.externalId);
  const rows = await tx
    .select({ id: channelEvents.id, externalId: channelEvents.externalId })
    .from(channelEvents)
    .where(and(eq(channelEvents.channelId, channelId), inArray(channelEvents.externalId, externalIds)));
  const idByExternalId = new Map(rows.map((row) => [row.externalId, row.id]));
  return events.flatMap(({ externalId }) => {
    const id = idByExternalId.get(externalId);
    return id === undefined ? [] : [{ id, externalId }];
  });
}
