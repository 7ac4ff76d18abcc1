import type { ErrorCode } from '../errors/error-codes.ts';
import { HoldfastError, type ErrorDetails } from '../errors/holdfast-error.ts';

/**
 * Thrown if the current rows do not permit the mutation. The mutation gets the result `refused` (rule M3) and has no other
 * effect. Any other error of a mutator is an infrastructure failure, after which the mutation is retried.
 */
export class MutationRefused extends HoldfastError {
  /**
   * @param code the reason; the app shows its message to the agent
   * @param details facts that help the agent to decide
   */
  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(code, { details });
  }
}
