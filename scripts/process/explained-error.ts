/** An error whose message says all that its reader needs: it is printed without a stack. */
export class ExplainedError extends Error {
  override readonly name = 'ExplainedError';
}
