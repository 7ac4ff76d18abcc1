import { toHoldfastError, type HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import type { TenantTransaction } from '../../db/with-tenant.ts';
import type { InboundEvent } from '../../channels/inbound-event.ts';
import type { Channel } from '../../channels/load-channel.ts';
import { processChannelEvent, type ProcessedEvent } from './process-channel-event.ts';
import { recordChannelEvents } from './record-channel-events.ts';
import { recordEventFailure } from './record-event-failure.ts';
import { stripNulBytes } from './strip-nul-bytes.ts';

/** Runs a function in a transaction of one tenant. */
export type RunInTenant = <Result>(
  fn: (transaction: TenantTransaction) => Promise<Result>,
) => Promise<Result>;

export type IngestedEvent = { externalId: string } & (ProcessedEvent | { error: HoldfastError });

/**
 * Stores a batch of events in one transaction, then processes each event in its own. If one fails, the others still
 * take effect, and the failed one stays stored and is retried. Returns one result per event.
 */
export async function ingestEvents(
  inTenant: RunInTenant,
  channel: Channel,
  events: readonly InboundEvent[],
): Promise<IngestedEvent[]> {
  const clean = stripNulBytes(events);
  const recorded = await inTenant((transaction) => recordChannelEvents(transaction, channel.id, clean));
  const ingested: IngestedEvent[] = [];
  for (const { id, externalId } of recorded) {
    ingested.push({ externalId, ...(await processStoredEvent(inTenant, channel, id)) });
  }
  return ingested;
}

/** Processes one stored event. A failure is recorded with the event and returned, not thrown. */
export async function processStoredEvent(
  inTenant: RunInTenant,
  channel: Channel,
  eventId: number,
): Promise<ProcessedEvent | { error: HoldfastError }> {
  try {
    return await inTenant((transaction) => processChannelEvent(transaction, channel, eventId));
  } catch (thrown) {
    const error = toHoldfastError(thrown);
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    await inTenant((transaction) => recordEventFailure(transaction, eventId, `${error.code}: ${reason}`));
    return { error };
  }
}
