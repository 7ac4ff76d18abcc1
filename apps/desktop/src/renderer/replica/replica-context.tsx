import { createContext, use } from 'react';
import type { ReactNode } from 'react';

import type { ReplicaClient } from './replica-client.ts';

const ReplicaContext = createContext<ReplicaClient | null>(null);

export function ReplicaProvider(props: { readonly client: ReplicaClient; readonly children: ReactNode }) {
  return <ReplicaContext value={props.client}>{props.children}</ReplicaContext>;
}

export function useReplica(): ReplicaClient {
  const client = use(ReplicaContext);
  if (client === null) throw new Error('useReplica outside of ReplicaProvider');
  return client;
}
