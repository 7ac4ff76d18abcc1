import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import type { FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import type { FastifyInstance } from 'fastify';

import type { SignInLimiter } from '../auth/sign-in-limiter.ts';
import type { ServerContext } from '../lifecycle/server-context.ts';
import { appRouter } from './app-router.ts';
import type { AppRouter } from './app-router.ts';
import { logRpcError } from './log-rpc-error.ts';

/** `/trpc` over plain HTTP, for the calls without a socket: sign-in, token refresh and sign-out. */
export async function registerRpc(
  app: FastifyInstance,
  server: ServerContext,
  signInLimiter: SignInLimiter,
): Promise<void> {
  const options: FastifyTRPCPluginOptions<AppRouter> = {
    trpcOptions: {
      router: appRouter,
      // One sign-in attempt per request: a batch could try many passwords at once.
      allowBatching: false,
      createContext: ({ req }) => ({ server, signInLimiter, address: req.ip, session: undefined }),
      onError: ({ error, path }) => logRpcError(server.logger, error, path),
    },
  };
  await app.register(fastifyTRPCPlugin, { prefix: '/trpc', ...options });
}
