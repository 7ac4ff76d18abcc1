import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { setTimeout as sleep } from 'node:timers/promises';

import { signPayload } from '../../src/channels/http-channel/payload-signature.ts';

/** Id and secrets of a channel, as its integrator has them. */
export interface ChannelCredentials {
  id: number;
  apiKey: string;
  signingSecret: string;
}

export interface ServerAddress {
  serverUrl: string;
  tenant: string;
  /** Ends the retries while the server is unreachable. */
  signal: AbortSignal;
}

const maxRetryDelayMs = 15_000;

/**
 * Posts a customer's message; retries with the same external id while the server is unreachable or returns 429 or
 * 5xx.
 */
export async function postMessage(
  address: ServerAddress,
  channel: ChannelCredentials,
  message: object,
): Promise<void> {
  const url = `${address.serverUrl}/api/v1/${address.tenant}/channels/${channel.id}/messages`;
  await postUntilAccepted(address, url, () => ({
    body: JSON.stringify(message),
    headers: { authorization: `Bearer ${channel.apiKey}` },
  }));
}

/** Posts events, for example receipts, to the channel's webhook; every attempt is signed with the current time. */
export async function postEvents(
  address: ServerAddress,
  channel: ChannelCredentials,
  events: readonly object[],
): Promise<void> {
  const url = `${address.serverUrl}/webhooks/${address.tenant}/${channel.id}`;
  const body = JSON.stringify({ events });
  await postUntilAccepted(address, url, () => ({
    body,
    headers: { 'x-holdfast-signature': signPayload(channel.signingSecret, Buffer.from(body), Date.now()) },
  }));
}

async function postUntilAccepted(
  { signal }: ServerAddress,
  url: string,
  build: () => { body: string; headers: Record<string, string> },
): Promise<void> {
  for (let delayMs = 500; ; delayMs = Math.min(delayMs * 2, maxRetryDelayMs)) {
    signal.throwIfAborted();
    const status = await post(url, build(), signal);
    if (status !== undefined && status < 300) return;
    if (status !== undefined && status < 500 && status !== 429) {
      throw new HoldfastError('HF_INVALID_INPUT', { details: { url, status } });
    }
    await sleep(delayMs, undefined, { signal });
  }
}

async function post(
  url: string,
  request: { body: string; headers: Record<string, string> },
  signal: AbortSignal,
): Promise<number | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: request.body,
      headers: { 'content-type': 'application/json', ...request.headers },
      signal: AbortSignal.any([signal, AbortSignal.timeout(20_000)]),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return undefined;
  }
}
