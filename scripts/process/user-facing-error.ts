/** An error whose message is sufficient for the user; it is printed without a stack. */
export class UserFacingError extends Error {
  override readonly name = 'ExplainedError';
}
