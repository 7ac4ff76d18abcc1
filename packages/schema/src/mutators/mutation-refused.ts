import type { ErrorCode } from '../errors/error-codes.ts';
import { HoldfastError, type ErrorDetails } from '../errors/holdfast-error.ts';

/**
 * The state of the rows forbids the mutation: it is answered with a result (rule M3) and has no other effect. Any other
 * error of a mutator means that the machine failed, and the mutation is tried again.
 */
export class MutationRefused extends HoldfastError {
  /**
   * @param code why, as the agent will see it
   * @param details facts that help the agent decide
   */
  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(code, { details });
  }
}
