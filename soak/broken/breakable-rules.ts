/**
 * Rules of the protocol that a test build can break, to show that the test of each invariant then fails. The product has no
 * code for this: `broken-server.ts` and `broken-replica.ts` replace its parts.
 */
export const breakableRules = [
  /** The cursor omits the transactions in progress. */
  'E2',
  /** The reads of a tick do not share a snapshot. */
  'E3',
  /** Conversations outside of the agent's scope stay in the replica. */
  'S4',
  /** A tick sends every conversation to every agent. */
  'S5',
  /** A tick that a session could not accept counts as delivered. */
  'D2',
  /** Deltas are sent without a limit on unacknowledged bytes. */
  'D3',
  /** A delta is applied even if it does not start at the replica's cursor. */
  'D5',
  /** A mutation is reported as queued before it is on disk. */
  'M1',
  /** A mutation is executed each time it is pushed. */
  'M2',
  /** Ticks contain effects without the results. */
  'M3',
  /** Pending mutations are not run again after the server's rows are written. */
  'M4',
  /** The server does not poll for changes. */
  'slow-poll',
  /** A replica of an older protocol version receives messages of the newest. */
  'versions',
] as const;
/** One of {@link breakableRules}. */
export type BreakableRule = (typeof breakableRules)[number];
