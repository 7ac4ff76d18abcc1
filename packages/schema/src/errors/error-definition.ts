/** When the same request may be retried: never, later unchanged, or after a change of input or settings. */
export const retryAdvices = ['never', 'later', 'after-change'] as const;
/** One of {@link retryAdvices}. */
export type RetryAdvice = (typeof retryAdvices)[number];

/** The definition of one error code. */
export interface ErrorDefinition {
  /** What happened, for the log and for operators. */
  readonly message: string;
  /** What happened and what to do, for the person at the screen. The app translates it by the code. */
  readonly userMessage: string;
  /** What an operator or a developer can do about it. */
  readonly remedy: string;
  readonly retry: RetryAdvice;
  readonly httpStatus: number;
}
