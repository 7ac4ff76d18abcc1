import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';

import { isSignedPayload } from '../../src/channels/http-channel/payload-signature.ts';
import type { ChannelCredentials } from './server-client.ts';

export interface Reply {
  channel: ChannelCredentials;
  messageId: number;
  contactExternalId: string;
}

export interface SimulatedReplyReceiver {
  close: () => Promise<void>;
}

export interface ReceiverOptions {
  port: number;
  channels: readonly ChannelCredentials[];
  /** Called once per message, even if it is delivered several times. */
  onReply: (reply: Reply) => void;
}

const replySchema = z.object({
  messageId: z.number().int(),
  contact: z.object({ externalId: z.string() }),
});

/**
 * Starts the callback endpoint of the simulated customers: `POST /replies/<channel id>`. It accepts signed requests
 * and ignores repeated ones. Throws HF_PORT_IN_USE.
 */
export async function startReplyReceiver(options: ReceiverOptions): Promise<SimulatedReplyReceiver> {
  const seen = new Set<string>();
  const server = createServer((request, response) => {
    receive(options, seen, request).then(
      (status) => respond(response, status),
      () => respond(response, 500),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new HoldfastError('HF_PORT_IN_USE', { details: { port: options.port }, cause })),
    );
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(
  options: ReceiverOptions,
  seen: Set<string>,
  request: IncomingMessage,
): Promise<number> {
  const id = Number(/^\/replies\/(\d+)$/.exec(request.url ?? '')?.[1]);
  const channel = options.channels.find((candidate) => candidate.id === id);
  if (request.method !== 'POST' || channel === undefined) return 404;
  const body = await buffer(request);
  const signature = request.headers['x-holdfast-signature'];
  if (typeof signature !== 'string' || !isSignedPayload(channel.signingSecret, body, signature, Date.now()))
    return 401;
  const reply = replySchema.parse(JSON.parse(body.toString('utf8')));
  const key = `${channel.id}/${String(request.headers['idempotency-key'])}`;
  if (!seen.has(key)) {
    seen.add(key);
    options.onReply({ channel, messageId: reply.messageId, contactExternalId: reply.contact.externalId });
  }
  return 204;
}

function respond(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
