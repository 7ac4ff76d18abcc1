import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';

import type { ServerContext } from '../lifecycle/server-context.ts';
import { useHoldfastErrors } from './error-handler.ts';
import { registerMetrics } from './metrics-route.ts';
import { registerProbes } from './probes.ts';

const maxBodyBytes = 1024 * 1024;
const requestTimeoutMs = 60_000;

/** The HTTP app without product routes: error handling, request log, probes, metrics. */
export function createHttpApp(server: ServerContext): FastifyInstance {
  const app = fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMs,
    trustProxy: server.settings.trustProxy,
    forceCloseConnections: 'idle',
  });
  useHoldfastErrors(app, server.logger);
  registerProbes(app, server);
  registerMetrics(app, server);

  // Logs the route's pattern instead of the URL, to keep ids, keys and link signatures out of the log.
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
  // While draining, close keep-alive connections: they would delay the stop, and their next request would fail.
  app.addHook('onSend', async (_request, reply) => {
    if (server.lifecycle.draining.aborted) reply.header('connection', 'close');
  });
  return app;
}
