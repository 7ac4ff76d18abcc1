import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { TRPCError, initTRPC } from '@trpc/server';

import type { RpcContext } from './context.ts';
import { formatError } from './format-error.ts';

// `isDev: false` keeps stack traces out of responses, independent of NODE_ENV.
const trpc = initTRPC.context<RpcContext>().create({ isDev: false, errorFormatter: formatError });

export const router = trpc.router;

/** Needs no authentication. */
export const publicProcedure = trpc.procedure;

/** Only over the socket of a signed-in device; the context has `tenant`, `user`, `device` and `socket`. */
export const deviceProcedure = trpc.procedure.use(({ ctx, next }) => {
  if (ctx.session === undefined) {
    throw new TRPCError({ code: 'UNAUTHORIZED', cause: new HoldfastError('HF_UNAUTHENTICATED') });
  }
  return next({ ctx: { ...ctx, ...ctx.session } });
});
