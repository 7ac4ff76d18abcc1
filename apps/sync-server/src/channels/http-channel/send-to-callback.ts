import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { z } from 'zod';

import { externalId } from '../inbound-event.ts';
import type { OutboundMessage, SendOutcome } from '../outbound-message.ts';
import type { AdapterContext } from '../channel-adapter.ts';
import { guardedRequest, type GuardedResponse } from '../guarded-request.ts';
import { signPayload } from './payload-signature.ts';

const requestTimeoutMs = 10_000;
const maxResponseBytes = 64 * 1024;

const responseSchema = z.object({ externalId });

/** Posts a message to the channel's callback address. The message id is the idempotency key of every attempt. */
export async function sendToCallback(
  context: AdapterContext,
  message: OutboundMessage,
): Promise<SendOutcome> {
  const { callbackUrl, signingSecret } = context.channel.secrets;
  if (callbackUrl === null || signingSecret === null) {
    return { kind: 'refused', reason: 'The channel has no callback address.' };
  }
  const body = JSON.stringify({
    type: 'message',
    messageId: message.id,
    conversationId: message.conversationId,
    contact: { externalId: message.contactExternalId },
    text: message.content ?? '',
    replyTo: message.replyToExternalId,
    agent: message.agentName === null ? null : { name: message.agentName },
    createdAt: message.createdAt,
  });
  try {
    const response = await guardedRequest({
      method: 'POST',
      url: callbackUrl,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Holdfast',
        'idempotency-key': String(message.id),
        'x-holdfast-signature': signPayload(signingSecret, Buffer.from(body), context.now),
      },
      body,
      timeoutMs: requestTimeoutMs,
      maxResponseBytes: maxResponseBytes,
      allowPrivateAddresses: context.allowPrivateAddresses,
    });
    return classifyResponse(response);
  } catch (error) {
    if (error instanceof HoldfastError && error.retry !== 'later') {
      return { kind: 'refused', reason: `${error.code}: the callback address may not be called.` };
    }
    return { kind: 'unreachable', reason: `The callback address cannot be reached (${nameOf(error)}).` };
  }
}

/** 2xx: accepted. 408, 409, 425, 429 and 5xx: retried. Any other status: failed. */
function classifyResponse(response: GuardedResponse): SendOutcome {
  const { status } = response;
  if (status >= 200 && status < 300)
    return { kind: 'sent', platformMessageId: readExternalId(response.body) };
  const reason = `The receiving system returned status ${status}.`;
  const isTransient = status >= 500 || [408, 409, 425, 429].includes(status);
  return isTransient ? { kind: 'unreachable', reason } : { kind: 'refused', reason };
}

/** A receiver can return its own id of the message. Any other response body is ignored. */
function readExternalId(body: Buffer): string | undefined {
  try {
    return responseSchema.safeParse(JSON.parse(body.toString('utf8'))).data?.externalId;
  } catch {
    return undefined;
  }
}

function nameOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
