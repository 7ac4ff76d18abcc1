import { createTRPCUntypedClient } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';

import type { LiveQueries, LiveQueryName } from '../../contract/live-queries.ts';
import { LiveQueryCache } from './live-query-cache.ts';
import type { PortConnection } from './port-connection.ts';
import { portLink } from './port-link.ts';
import type { MutationName, ReplicaMutations } from './replica-mutations.ts';

/** The screens' interface to the replica: live queries to read, mutations to write. */
export interface ReplicaClient {
  read<Name extends LiveQueryName>(name: Name, input: QueryInput<Name>): QueryResult<Name> | undefined;
  subscribe<Name extends LiveQueryName>(
    name: Name,
    input: QueryInput<Name>,
    listener: () => void,
  ): () => void;
  prefetch<Name extends LiveQueryName>(name: Name, input: QueryInput<Name>): void;
  mutate<Name extends MutationName>(
    name: Name,
    input: ReplicaMutations[Name]['input'],
  ): Promise<ReplicaMutations[Name]['result']>;
  /** Drops all cached results, when the account changes. */
  forget(): void;
}

export type QueryInput<Name extends LiveQueryName> = LiveQueries[Name]['input'];
export type QueryResult<Name extends LiveQueryName> = LiveQueries[Name]['result'];

export function createReplicaClient(connection: PortConnection): ReplicaClient {
  const client = createTRPCUntypedClient<AnyRouter>({ links: [portLink(connection)] });
  const cache = new LiveQueryCache((path, input, observer) => {
    const subscription = client.subscription(path, input, observer);
    return () => subscription.unsubscribe();
  });
  // The contract types both ends of the port, and the replica's router is tested against it. So results are cast
  // instead of parsed, in this place only.
  return {
    read: (name, input) => cache.read(name, input) as never,
    subscribe: (name, input, listener) => cache.subscribe(name, input, listener),
    prefetch: (name, input) => cache.prefetch(name, input),
    mutate: (name, input) => client.mutation(name, input),
    forget: () => cache.clear(),
  };
}
