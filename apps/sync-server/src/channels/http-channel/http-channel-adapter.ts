import { HoldfastError, toHoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { timingSafeEqual } from 'node:crypto';

import type { AdapterContext, ChannelAdapter, ParsedElement, RawRequest } from '../channel-adapter.ts';
import { parseInput, readJson } from '../read-json.ts';
import { webhookBodySchema } from './message-body.ts';
import { parseWebhookEvent } from './parse-message.ts';
import { isSignedPayload } from './payload-signature.ts';
import { sendToCallback } from './send-to-callback.ts';

/** The plain HTTP channel, for any system that can post JSON and receive a callback. */
export const httpChannelAdapter: ChannelAdapter = {
  respondToVerification,
  verifySignature,
  parseEvents,
  send: sendToCallback,
};

/** Returns the challenge of `GET ?token=…&challenge=…`, so that an integrator can check URL and token. */
function respondToVerification({ channel }: AdapterContext, { query }: RawRequest): string {
  const { token, challenge } = query;
  const expected = channel.secrets.verifyToken;
  if (
    expected === null ||
    typeof token !== 'string' ||
    typeof challenge !== 'string' ||
    !isEqual(token, expected)
  ) {
    throw new HoldfastError('HF_CHANNEL_SIGNATURE_INVALID');
  }
  return challenge.slice(0, 255);
}

function verifySignature({ channel, now }: AdapterContext, { headers, body }: RawRequest): void {
  const secret = channel.secrets.signingSecret;
  const header = headers['x-holdfast-signature'];
  if (secret === null || typeof header !== 'string' || !isSignedPayload(secret, body, header, now)) {
    throw new HoldfastError('HF_CHANNEL_SIGNATURE_INVALID');
  }
}

async function parseEvents(context: AdapterContext, { body }: RawRequest): Promise<ParsedElement[]> {
  const { events } = parseInput(webhookBodySchema, readJson(body));
  const elements: ParsedElement[] = [];
  // Sequentially: each element can hold files, and a batch must not need more memory than its largest message.
  for (const element of events) {
    try {
      elements.push({ event: await parseWebhookEvent(context, element) });
    } catch (error) {
      elements.push({ error: toHoldfastError(error) });
    }
  }
  return elements;
}

function isEqual(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}
