import { callTRPCProcedure } from '@trpc/server';
import type { TRPCProcedureType } from '@trpc/server';

import { windowMessageSchema } from '../../contract/port-envelope.ts';
import type { ReplicaMessage, WindowMessage } from '../../contract/port-envelope.ts';
import { replicaRouter } from '../../replica/router/replica-router.ts';
import type { MemoryReplica } from './memory-replica.ts';

/** Serves a window's port from the in-memory replica, with the real router and the real envelope. */
export function servePort(port: MessagePort, replica: MemoryReplica): void {
  const subscriptions = new Map<number, AbortController>();
  port.addEventListener('message', (event) => {
    const message = windowMessageSchema.parse(event.data);
    if (message.type === 'unsubscribe') {
      subscriptions.get(message.id)?.abort();
      subscriptions.delete(message.id);
    } else {
      void respond(message);
    }
  });
  port.start();

  async function respond(message: Exclude<WindowMessage, { type: 'unsubscribe' }>): Promise<void> {
    const { id } = message;
    const controller = new AbortController();
    try {
      if (message.type === 'request') {
        send({ type: 'result', id, data: await call(message, message.kind, controller.signal) });
        return;
      }
      subscriptions.set(id, controller);
      const results = (await call(message, 'subscription', controller.signal)) as AsyncIterable<unknown>;
      for await (const data of results) {
        if (controller.signal.aborted) return;
        send({ type: 'data', id, data });
      }
    } catch (error) {
      const thrown = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      const code =
        thrown instanceof Error && thrown.message.startsWith('HF_') ? thrown.message : 'HF_INTERNAL';
      send({ type: 'error', id, error: { code, message: String(error), remedy: '', retry: 'later' } });
    }
  }

  function call(message: { path: string; input?: unknown }, type: TRPCProcedureType, signal: AbortSignal) {
    return callTRPCProcedure({
      router: replicaRouter,
      path: message.path,
      getRawInput: async () => message.input,
      ctx: { operations: replica },
      type,
      signal,
      batchIndex: 0,
    });
  }

  function send(message: ReplicaMessage): void {
    port.postMessage(structuredClone(message));
  }
}
