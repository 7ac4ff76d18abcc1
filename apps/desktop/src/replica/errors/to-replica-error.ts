import { describeError, isErrorCode } from '@holdfast/schema/errors/error-codes';
import { toHoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { ReplicaError } from '../../contract/replica-error.ts';

/** What a window or main is told of an error: the table's words, no stack and no details. */
export function toReplicaError(error: unknown): ReplicaError {
  return replicaErrorOf(toHoldfastError(error).code);
}

/** The same for a code that came from the server, which may be newer and know more codes. */
export function replicaErrorOf(code: string): ReplicaError {
  const { people, remedy, retry } = describeError(isErrorCode(code) ? code : 'HF_INTERNAL');
  return { code, message: people, remedy, retry };
}
