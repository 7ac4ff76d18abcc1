import { callTRPCProcedure, TRPCError } from '@trpc/server';
import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { ZodError } from 'zod';
import { windowMessageSchema } from '../../contract/port-envelope.ts';
import type { ReplicaMessage, WindowMessage } from '../../contract/port-envelope.ts';
import { toReplicaError } from '../errors/to-replica-error.ts';
import type { ReplicaPort } from './message-port.ts';
import type { ReplicaOperations } from './replica-operations.ts';
import { replicaRouter } from './replica-router.ts';

export interface ServePortOptions {
  readonly port: ReplicaPort;
  readonly operations: ReplicaOperations;
  /** Called with unexpected errors; the window receives only a code and a text. */
  readonly onFailure: (error: unknown, path: string) => void;
}

/** Serves one window: tRPC's procedures over the port envelope. All calls end when the port closes. */
export function servePort(options: ServePortOptions): void {
  const { port } = options;
  const calls = new Map<number, AbortController>();
  port.onMessage((data) => {
    const message = windowMessageSchema.safeParse(data);
    // An invalid envelope is a bug of the window. There is no call to reply to.
    if (!message.success) return options.onFailure(message.error, 'port envelope');
    if (message.data.type === 'unsubscribe') return calls.get(message.data.id)?.abort();
    void answer(options, message.data, calls);
  });
  port.onClose(() => {
    for (const call of calls.values()) call.abort();
  });
  port.start();
}

type Call = Exclude<WindowMessage, { type: 'unsubscribe' }>;

async function answer(
  options: ServePortOptions,
  call: Call,
  calls: Map<number, AbortController>,
): Promise<void> {
  const { id, path, input } = call;
  const abort = new AbortController();
  calls.set(id, abort);
  const send = (message: ReplicaMessage) => {
    if (!abort.signal.aborted) options.port.postMessage(message);
  };
  try {
    const result: unknown = await callTRPCProcedure({
      router: replicaRouter,
      path,
      getRawInput: () => Promise.resolve(input),
      ctx: { operations: options.operations },
      type: call.type === 'subscribe' ? 'subscription' : call.kind,
      signal: abort.signal,
      batchIndex: 0,
    });
    if (call.type === 'request') return send({ type: 'result', id, data: result });
    if (!isAsyncIterable(result)) throw new HoldfastError('HF_INVALID_INPUT', { details: { path } });
    for await (const data of result) send({ type: 'data', id, data });
    send({ type: 'end', id });
  } catch (error) {
    const cause = causeOf(error);
    if (!(cause instanceof HoldfastError)) options.onFailure(cause, path);
    send({ type: 'error', id, error: toReplicaError(cause) });
  } finally {
    calls.delete(id);
  }
}

/** Unwraps what a procedure threw. tRPC itself throws for unknown paths and invalid inputs. */
function causeOf(error: unknown): unknown {
  if (!(error instanceof TRPCError)) return error;
  if (error.code === 'NOT_FOUND') return new HoldfastError('HF_NOT_FOUND', { cause: error });
  if (error.cause instanceof ZodError && error.code === 'BAD_REQUEST') {
    return new HoldfastError('HF_INVALID_INPUT', { cause: error.cause });
  }
  return error.cause ?? error;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
