import { BlockList } from 'node:net';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { hashChannelKey, isChannelKeyValid } from '../auth/channel-key.ts';
import type { ServerContext } from '../lifecycle/server-context.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * `/metrics` for Prometheus. If the settings have a token, the request must send it. Without a token, only direct
 * requests from this machine are served; all others receive 404, as if the route did not exist.
 */
export function registerMetrics(app: FastifyInstance, { metrics, settings }: ServerContext): void {
  const tokenHash = settings.metricsToken === null ? null : hashChannelKey(settings.metricsToken);
  app.get('/metrics', async (request, reply) => {
    if (tokenHash === null) requireLoopback(request);
    else if (!isChannelKeyValid(request.headers.authorization, tokenHash))
      throw new HoldfastError('HF_UNAUTHENTICATED');
    return await reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

function requireLoopback({ socket, headers }: FastifyRequest): void {
  const { remoteAddress = '', remoteFamily } = socket;
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => name in headers);
  const isLoopback = loopback.check(remoteAddress, remoteFamily === 'IPv6' ? 'ipv6' : 'ipv4');
  if (isForwarded || !isLoopback) throw new HoldfastError('HF_NOT_FOUND');
}
