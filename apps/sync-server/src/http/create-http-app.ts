import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';

import type { ServerContext } from '../lifecycle/server-context.ts';
import { useHoldfastErrors } from './error-handler.ts';
import { registerMetrics } from './metrics-route.ts';
import { registerProbes } from './probes.ts';

const bodyLimit = 1024 * 1024;
const requestTimeout = 60_000;

/** The HTTP shell without any route of the product: errors, request log, probes. */
export function createHttpApp(server: ServerContext): FastifyInstance {
  const app = fastify({
    bodyLimit,
    requestTimeout,
    trustProxy: server.settings.trustProxy,
    forceCloseConnections: 'idle',
  });
  useHoldfastErrors(app, server.logger);
  registerProbes(app, server);
  registerMetrics(app, server);

  // The route's pattern, not the address: ids, keys and signatures of links stay out of the log.
  app.addHook('onResponse', async (request, reply) => {
    server.logger.debug(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
  // A kept-alive connection would hold up the stop and meet a closed server next.
  app.addHook('onSend', async (_request, reply) => {
    if (server.lifecycle.draining.aborted) reply.header('connection', 'close');
  });
  return app;
}
