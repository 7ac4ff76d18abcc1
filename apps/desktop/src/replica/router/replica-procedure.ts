import { initTRPC } from '@trpc/server';
import type { ReplicaOperations } from './replica-operations.ts';

export interface ReplicaContext {
  readonly operations: ReplicaOperations;
}

export const { procedure, router } = initTRPC.context<ReplicaContext>().create();
