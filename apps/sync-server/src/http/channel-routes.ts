import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';

import type { LandlordPool } from '../db/cluster-pools.ts';
import type { FileStore } from '../files/file-store.ts';
import { bindTenant } from '../inbox/inbound/bind-tenant.ts';
import { loadChannel, type Channel } from '../channels/load-channel.ts';
import { ingestEvents, type RunInTenant } from '../inbox/inbound/ingest-events.ts';
import type { AdapterContext, RawRequest } from '../channels/channel-adapter.ts';
import { findAdapter, isHttpChannel } from '../channels/find-adapter.ts';
import { isChannelKeyValid } from '../auth/channel-key.ts';
import { parseMessage } from '../channels/http-channel/parse-message.ts';
import { parseInput, readJson } from '../channels/read-json.ts';
import { ingestWebhook } from '../inbox/inbound/ingest-webhook.ts';

const mebibyte = 1024 * 1024;
/** Limit of a body: 8 MiB of files are 11 MiB in base64. */
const maxBodyBytes = 12 * mebibyte;

export interface ChannelRouteOptions {
  pool: LandlordPool;
  files: FileStore;
  allowPrivateAddresses: boolean;
  clock: () => Date;
}

/** What the route resolves from the URL before it reads the body. */
interface ChannelRequest {
  inTenant: RunInTenant;
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
  const channelRequests = new WeakMap<FastifyRequest, ChannelRequest>();

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBodyBytes }, (_request, body, done) => {
    done(null, body);
  });

  app.post(
    '/api/v1/:tenant/channels/:channelId/messages',
    {
      bodyLimit: maxBodyBytes,
      // Runs before the body is read: a client without a key cannot make the server read 12 MiB.
      onRequest: async (request) => {
        const found = await resolveChannelRequest(request, options);
        authorizeChannel(found.context.channel, request);
        channelRequests.set(request, found);
      },
    },
    async (request, reply) => {
      const { inTenant, context } = requireChannelRequest(channelRequests, request);
      const message = await parseMessage(context, readJson(rawBody(request)));
      const [ingested] = await ingestEvents(inTenant, context.channel, [message]);
      if (ingested === undefined) throw new HoldfastError('HF_INTERNAL');
      if ('error' in ingested) throw ingested.error;
      const { messageId, conversationId, duplicate } = ingested;
      return reply.code(202).send({ messageId, conversationId, duplicate });
    },
  );

  app.get('/webhooks/:tenant/:channelId', async (request, reply) => {
    const { context } = await resolveChannelRequest(request, options);
    const challenge = findAdapter(context.channel).respondToVerification(context, rawRequest(request));
    return reply.type('text/plain; charset=utf-8').send(challenge);
  });

  app.post('/webhooks/:tenant/:channelId', { bodyLimit: maxBodyBytes }, async (request) => {
    const { inTenant, context } = await resolveChannelRequest(request, options);
    return { results: await ingestWebhook(inTenant, context, rawRequest(request)) };
  });
}

async function resolveChannelRequest(
  request: FastifyRequest,
  options: ChannelRouteOptions,
): Promise<ChannelRequest> {
  const { tenant, channelId } = parseInput(addressSchema, request.params);
  const inTenant = await bindTenant(options.pool, tenant);
  const channel = await inTenant((transaction) => loadChannel(transaction, channelId));
  const { files, allowPrivateAddresses } = options;
  return {
    inTenant,
    context: { tenant, channel, files, allowPrivateAddresses, now: options.clock().getTime() },
  };
}

function authorizeChannel(channel: Channel, request: FastifyRequest): void {
  if (
    !isHttpChannel(channel) ||
    !isChannelKeyValid(request.headers.authorization, channel.secrets.apiKeyHash)
  ) {
    throw new HoldfastError('HF_CHANNEL_KEY_INVALID');
  }
}

function requireChannelRequest(
  channelRequests: WeakMap<FastifyRequest, ChannelRequest>,
  request: FastifyRequest,
): ChannelRequest {
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
