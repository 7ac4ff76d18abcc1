import { TRPCClientError } from '@trpc/client';
import type { TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';

import type { Call, PortConnection } from './port-connection.ts';
import { ReplicaCallError } from './replica-call-error.ts';

/** Sends tRPC calls over the window's port to the replica. */
export function portLink(connection: PortConnection): TRPCLink<AnyRouter> {
  return () =>
    ({ op }) =>
      observable((observer) =>
        connection.call(toCall(op.type, op.path, op.input), {
          onData: (data) => observer.next({ result: { type: 'data', data } }),
          onError: (error) => observer.error(TRPCClientError.from(new ReplicaCallError(error))),
          onEnd: () => observer.complete(),
        }),
      );
}

function toCall(kind: 'query' | 'mutation' | 'subscription', path: string, input: unknown): Call {
  return kind === 'subscription'
    ? { type: 'subscribe', path, input }
    : { type: 'request', kind, path, input };
}
