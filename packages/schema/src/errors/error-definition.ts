/** When the same request may be tried again: never, later unchanged, or after somebody changed something. */
export type RetryAdvice = 'never' | 'later' | 'after-change';

/** What is known about one error code. */
export interface ErrorDefinition {
  /** What happened, for the log and for the people who run the server. */
  readonly message: string;
  /** What happened, for the person at the screen. The application translates it by the code. */
  readonly people: string;
  /** What to do about it, one sentence. */
  readonly remedy: string;
  readonly retry: RetryAdvice;
  readonly httpStatus: number;
}
