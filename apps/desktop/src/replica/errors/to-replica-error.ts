import { describeError, isErrorCode } from '@holdfast/schema/errors/error-codes';
import { toHoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { ReplicaError } from '../../contract/replica-error.ts';

/** The part of an error that windows and main receive: the texts of the error table, no stack and no details. */
export function toReplicaError(error: unknown): ReplicaError {
  return replicaErrorFromCode(toHoldfastError(error).code);
}

/** The same for a code from the server. A newer server can send a code that this app does not have. */
export function replicaErrorFromCode(code: string): ReplicaError {
  const { userMessage: people, remedy, retry } = describeError(isErrorCode(code) ? code : 'HF_INTERNAL');
  return { code, message: people, remedy, retry };
}
