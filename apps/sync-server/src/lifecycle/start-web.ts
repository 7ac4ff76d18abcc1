import type { FastifyInstance } from 'fastify';

import { createSignInLimiter } from '../auth/sign-in-limiter.ts';
import { watchSessionRevocations } from '../auth/watch-session-revocations.ts';
import { registerChannelRoutes } from '../http/channel-routes.ts';
import { deriveKey } from '../config/derive-key.ts';
import { registerFileRoutes } from '../files/file-routes.ts';
import { createDirectoryFileStore } from '../files/file-store.ts';
import { registerRpc } from '../rpc/register-rpc.ts';
import { startSocketServer } from '../rpc/socket-server.ts';
import type { ServedCluster } from './served-clusters.ts';
import type { ServerContext } from './server-context.ts';

/** Registers the routes for devices and platforms. Each group has its own scope, for its own body parsers. */
export async function startWeb(
  app: FastifyInstance,
  server: ServerContext,
  clusters: readonly ServedCluster[],
): Promise<void> {
  const { pool, settings, clock, lifecycle } = server;
  const files = createDirectoryFileStore(settings.filesDirectory);
  const { allowPrivateAddresses } = settings;
  await app.register((scope) => registerChannelRoutes(scope, { pool, files, allowPrivateAddresses, clock }));
  const linkKey = deriveKey(settings.tokenSecret, 'file-link');
  await app.register((scope) => registerFileRoutes(scope, { files, linkKey, clock }));

  const signInLimiter = createSignInLimiter(pool);
  await registerRpc(app, server, signInLimiter);
  const sockets = startSocketServer(app.server, server, signInLimiter);
  lifecycle.onDrain('sockets', () => sockets.stop());
  const watch = watchSessionRevocations(
    server,
    clusters.map((cluster) => cluster.databaseUrl),
  );
  lifecycle.onStop('revocations', () => watch.stop());
}
