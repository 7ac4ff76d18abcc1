import { TRPCClientError } from '@trpc/client';

import type { ReplicaError } from '../../contract/replica-error.ts';

/** An error reply of the replica, with the stable code that the screens translate. */
export class ReplicaCallError extends Error {
  override readonly name = 'ReplicaCallError';
  readonly replicaError: ReplicaError;

  constructor(replicaError: ReplicaError) {
    super(`${replicaError.code}: ${replicaError.message}`);
    this.replicaError = replicaError;
  }
}

/** The replica's error, from anything that a call can throw. */
export function replicaErrorOf(error: unknown): ReplicaError {
  const cause = error instanceof TRPCClientError ? error.cause : error;
  if (cause instanceof ReplicaCallError) return cause.replicaError;
  return {
    code: 'HF_INTERNAL',
    message: error instanceof Error ? error.message : String(error),
    remedy: 'Try again.',
    retry: 'later',
  };
}
