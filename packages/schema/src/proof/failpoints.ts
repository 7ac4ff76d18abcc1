/** Moments at which a process may be killed to see that nothing is lost or done twice (rules M1, M2, D5). */
export const failpoints = [
  /** What the agent did is about to be written to the journal; it is on disk. */
  'journal-append',
  'journal-appended',
  /** A delta is about to be committed in the replica; it is. */
  'replica-commit',
  'replica-committed',
  /** The server is about to be told of it. */
  'acknowledge',
  /** A mutation is about to be committed on the server; it is, and nobody has been told. */
  'mutation-commit',
  'mutation-committed',
  /** A message is about to be sent to a replica; it is on its way. */
  'send',
  'sent',
] as const;
/** One of {@link failpoints}. */
export type Failpoint = (typeof failpoints)[number];

let handler: ((point: Failpoint) => Promise<void>) | undefined;

/**
 * Called where a failpoint is; nothing happens there, but in a test that wants to be told.
 * @param point where
 */
export function reach(point: Failpoint): Promise<void> | undefined {
  return handler?.(point);
}

/**
 * Has a test told of every failpoint that this process reaches, which waits for the answer. For tests alone.
 * @param onReach told of each; null ends it
 */
export function watchFailpoints(onReach: ((point: Failpoint) => Promise<void>) | null): void {
  handler = onReach ?? undefined;
}
