import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';

import type { LandlordPool } from '../db/cluster-pools.ts';
import type { FileStore } from '../files/file-store.ts';
import { enterTenant } from '../inbox/inbound/enter-tenant.ts';
import { loadChannel, type Channel } from '../channels/load-channel.ts';
import { takeInEvents, type InTenant } from '../inbox/inbound/take-in-events.ts';
import type { AdapterContext, RawRequest } from '../channels/channel-adapter.ts';
import { findAdapter, speaksPlainHttp } from '../channels/find-adapter.ts';
import { holdsChannelKey } from '../auth/channel-key.ts';
import { parseMessage } from '../channels/http-channel/parse-message.ts';
import { parseInput, readJson } from '../channels/read-json.ts';
import { takeInWebhook } from '../inbox/inbound/take-in-webhook.ts';

const MEBIBYTE = 1024 * 1024;
/** Limit of a body: 8 MiB of files are 11 MiB in base64. */
const MOST_BODY_BYTES = 12 * MEBIBYTE;

export interface ChannelRouteOptions {
  pool: LandlordPool;
  files: FileStore;
  allowPrivateAddresses: boolean;
  clock: () => Date;
}

/** What the route resolves from the URL before it reads the body. */
interface Addressed {
  inTenant: InTenant;
  context: AdapterContext;
}

const addressSchema = z.object({
  tenant: z.string().max(64),
  channelId: z
    .string()
    .regex(/^[1-9]\d{0,15}$/)
    .transform(Number),
});

/**
 * `POST /api/v1/<tenant>/channels/<channel id>/messages` and `/webhooks/<tenant>/<channel id>`. Register it in its
 * own fastify scope: bodies stay raw bytes here, because signatures cover the raw bytes.
 */
export async function registerChannelRoutes(
  app: FastifyInstance,
  options: ChannelRouteOptions,
): Promise<void> {
  const channelRequests = new WeakMap<FastifyRequest, Addressed>();

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_BODY_BYTES }, (_request, body, done) => {
    done(null, body);
  });

  app.post(
    '/api/v1/:tenant/channels/:channelId/messages',
    {
      bodyLimit: MOST_BODY_BYTES,
      // Runs before the body is read: a client without a key cannot make the server read 12 MiB.
      onRequest: async (request) => {
        const found = await resolveChannelRequest(request, options);
        authorise(found.context.channel, request);
        channelRequests.set(request, found);
      },
    },
    async (request, reply) => {
      const { inTenant, context } = requireChannelRequest(channelRequests, request);
      const message = await parseMessage(context, readJson(rawBody(request)));
      const [ingested] = await takeInEvents(inTenant, context.channel, [message]);
      if (ingested === undefined) throw new HoldfastError('HF_INTERNAL');
      if ('error' in ingested) throw ingested.error;
      const { messageId, conversationId, duplicate } = ingested;
      return reply.code(202).send({ messageId, conversationId, duplicate });
    },
  );

  app.get('/webhooks/:tenant/:channelId', async (request, reply) => {
    const { context } = await resolveChannelRequest(request, options);
    const challenge = findAdapter(context.channel).answerVerification(context, rawRequest(request));
    return reply.type('text/plain; charset=utf-8').send(challenge);
  });

  app.post('/webhooks/:tenant/:channelId', { bodyLimit: MOST_BODY_BYTES }, async (request) => {
    const { inTenant, context } = await resolveChannelRequest(request, options);
    return { results: await takeInWebhook(inTenant, context, rawRequest(request)) };
  });
}

async function resolveChannelRequest(
  request: FastifyRequest,
  options: ChannelRouteOptions,
): Promise<Addressed> {
  const { tenant, channelId } = parseInput(addressSchema, request.params);
  const inTenant = await enterTenant(options.pool, tenant);
  const channel = await inTenant((transaction) => loadChannel(transaction, channelId));
  const { files, allowPrivateAddresses } = options;
  return {
    inTenant,
    context: { tenant, channel, files, allowPrivateAddresses, now: options.clock().getTime() },
  };
}

function authorise(channel: Channel, request: FastifyRequest): void {
  if (
    !speaksPlainHttp(channel) ||
    !holdsChannelKey(request.headers.authorization, channel.secrets.apiKeyHash)
  ) {
    throw new HoldfastError('HF_CHANNEL_KEY_INVALID');
  }
}

function requireChannelRequest(
  channelRequests: WeakMap<FastifyRequest, Addressed>,
  request: FastifyRequest,
): Addressed {
  const found = channelRequests.get(request);
  if (found === undefined) throw new HoldfastError('HF_INTERNAL');
  return found;
}

function rawRequest(request: FastifyRequest): RawRequest {
  const query = z.record(z.string(), z.unknown()).parse(request.query);
  return { headers: request.headers, query, body: rawBody(request) };
}

function rawBody(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}
