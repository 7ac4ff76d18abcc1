/**
 * Describes an error for the log: the messages of its chain of causes. A failed query is described by its cause only,
 * because drizzle's message contains the parameters, which are text of agents and customers.
 */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error';
  const own = error.message.startsWith('Failed query') ? 'a query failed' : error.message;
  return error.cause === undefined ? own : `${own} (${describeFailure(error.cause)})`;
}
