/** An error whose message is sufficient for the user; it is printed without a stack. */
export class ExplainedError extends Error {
  override readonly name = 'ExplainedError';
}
