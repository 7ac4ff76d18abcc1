import { describeError } from './error-codes.ts';
import type { ErrorCode } from './error-codes.ts';
import type { RetryAdvice } from './error-definition.ts';

/** Facts about one occurrence. They are logged and sent to clients: no secrets and no message bodies. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

export interface HoldfastErrorOptions {
  readonly details?: ErrorDetails | undefined;
  readonly cause?: unknown;
}

/**
 * The one error class that crosses module boundaries. `error-codes.ts` has its meaning, texts and retry advice; an
 * instance adds the facts of one occurrence.
 */
export class HoldfastError extends Error {
  override readonly name = 'HoldfastError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  readonly retry: RetryAdvice;

  /**
   * @param code a row of the table
   * @param options details (safe to log and to send) and the cause (logged, never sent)
   */
  constructor(code: ErrorCode, options: HoldfastErrorOptions = {}) {
    const definition = describeError(code);
    super(
      `${code}: ${definition.message}`,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.details = options.details ?? {};
    this.retry = definition.retry;
  }

  /** The message for the person at the screen, in English. The app translates it by the code. */
  get userMessage(): string {
    return describeError(this.code).userMessage;
  }

  /** The HTTP status of the code. */
  get httpStatus(): number {
    return describeError(this.code).httpStatus;
  }
}

/**
 * Gives every thrown value a code, so that shells handle one class only.
 * @param error anything that was thrown
 * @returns the error itself if it is a HoldfastError, otherwise HF_INTERNAL with the error as its cause
 */
export function toHoldfastError(error: unknown): HoldfastError {
  return error instanceof HoldfastError ? error : new HoldfastError('HF_INTERNAL', { cause: error });
}
