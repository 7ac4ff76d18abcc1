import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { acknowledgeSchema } from '@holdfast/schema/protocol/acknowledge';
import { idBlockSchema } from '@holdfast/schema/protocol/allocate-ids';
import { reportDigestsSchema, verifyReplySchema, verifySchema } from '@holdfast/schema/protocol/digest';
import { helloSchema } from '@holdfast/schema/protocol/hello';
import { setPresenceSchema } from '@holdfast/schema/protocol/presence';
import { pushReplySchema, pushSchema } from '@holdfast/schema/protocol/push';
import { setWindowSchema } from '@holdfast/schema/protocol/set-window';
import { z } from 'zod';

import { openSyncSession } from '../sync/session/open-sync-session.ts';
import { verifyReplica } from '../sync/session/verify-replica.ts';
import { allocateIds } from '../sync/mutations/allocate-ids.ts';
import { deviceProcedure, router } from './trpc.ts';

/** The sync protocol. User and device, and so the scope, come only from the socket's token (rule S5). */
export const syncRouter = router({
  /** Opens a session with a hello and subscribes to its messages. */
  session: deviceProcedure.input(helloSchema).subscription(({ ctx, input, signal }) =>
    openSyncSession(ctx.server, {
      pool: ctx.tenant.pool,
      schemaName: ctx.tenant.schemaName,
      userId: ctx.user.id,
      deviceId: ctx.device.id,
      hello: input,
      bufferedBytes: () => ctx.socket.bufferedAmount,
      closed: signal ?? new AbortController().signal,
    }),
  ),

  acknowledge: deviceProcedure
    .input(acknowledgeSchema)
    .output(z.object({}))
    .mutation(({ ctx, input }) => {
      ctx.server.syncSessions.find(input.sessionId, ctx.device.id).acknowledge(input.batchId);
      return {};
    }),

  /** One part of the digest report that the session requested (rule E4). */
  reportDigests: deviceProcedure
    .input(reportDigestsSchema)
    .output(z.object({}))
    .mutation(({ ctx, input }) => {
      ctx.server.syncSessions.find(input.sessionId, ctx.device.id).addDigests(input);
      return {};
    }),

  /** Compares conversations with the server's (rule V1). The session sends mismatched ones again. */
  verify: deviceProcedure
    .input(verifySchema)
    .output(verifyReplySchema)
    .mutation(({ ctx, input }) => {
      const { logger, metrics, syncSessions } = ctx.server;
      const session = syncSessions.find(input.sessionId, ctx.device.id);
      return verifyReplica({ pool: ctx.tenant.pool, logger, metrics, session }, input);
    }),

  /** Sets the agent's presence (rule P1). It is not stored. */
  setPresence: deviceProcedure
    .input(setPresenceSchema)
    .output(z.object({}))
    .mutation(({ ctx, input }) => {
      const session = ctx.server.syncSessions.find(input.sessionId, ctx.device.id);
      if (!session.updatePresence(input)) throw new HoldfastError('HF_RATE_LIMITED');
      return {};
    }),

  /** Requests the window size of a conversation, in messages. The session's next own delta applies it (rule S1). */
  setWindow: deviceProcedure
    .input(setWindowSchema)
    .output(z.object({}))
    .mutation(({ ctx, input }) => {
      const session = ctx.server.syncSessions.find(input.sessionId, ctx.device.id);
      if (!session.setWindow(input)) throw new HoldfastError('HF_RATE_LIMITED');
      return {};
    }),

  push: deviceProcedure
    .input(pushSchema)
    .output(pushReplySchema)
    .mutation(({ ctx, input }) => {
      const { applyMutations, metrics } = ctx.server;
      metrics.pushes.inc();
      return applyMutations(
        {
          pool: ctx.tenant.pool,
          schemaName: ctx.tenant.schemaName,
          device: { deviceId: ctx.device.id, userId: ctx.user.id },
          enqueueOutboundMessages: ctx.server.enqueueOutboundMessages,
          onSettled: (code) =>
            metrics.mutations.inc({ outcome: code === null ? 'applied' : 'refused', code: code ?? '' }),
        },
        input.mutations,
      );
    }),

  /** Returns the device's next id block. */
  allocateIds: deviceProcedure
    .output(idBlockSchema)
    .mutation(({ ctx }) => allocateIds(ctx.tenant.pool, ctx.tenant.schemaName, ctx.device.id)),
});
