import type { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import { ingestEvents, type RunInTenant } from './ingest-events.ts';
import type { AdapterContext, RawRequest } from '../../channels/channel-adapter.ts';
import { findAdapter } from '../../channels/find-adapter.ts';

export interface WebhookResult {
  externalId?: string | undefined;
  messageId?: number | null;
  conversationId?: number | null;
  duplicate?: boolean;
  error?: WebhookError;
}

interface WebhookError {
  code: string;
  message: string;
  retry: string;
  details: unknown;
}

/** Verifies, translates and ingests a platform's batch. Returns one result per element, in the batch's order. */
export async function ingestWebhook(
  inTenant: RunInTenant,
  context: AdapterContext,
  request: RawRequest,
): Promise<WebhookResult[]> {
  const adapter = findAdapter(context.channel);
  adapter.verifySignature(context, request);
  const elements = await adapter.parseEvents(context, request);
  const events = elements.flatMap((element) => ('event' in element ? [element.event] : []));
  const ingested = (await ingestEvents(inTenant, context.channel, events)).values();
  return elements.map((element): WebhookResult => {
    if ('error' in element) return { externalId: element.externalId, error: describe(element.error) };
    const { value } = ingested.next();
    if (value === undefined) return { externalId: element.event.externalId };
    if ('error' in value) return { externalId: value.externalId, error: describe(value.error) };
    return value;
  });
}

function describe(error: HoldfastError): WebhookError {
  return { code: error.code, message: error.userMessage, retry: error.retry, details: error.details };
}
