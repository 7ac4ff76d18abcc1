/**
 * Rules of the protocol for which there is a build that does not keep them. The test of each invariant is shown to fail
 * in such a build. The product knows nothing of them: `broken-server.ts` and `broken-replica.ts` replace its parts.
 */
export const breakableRules = [
  /** Transactions in progress at the cursor are forgotten. */
  'E2',
  /** The reads of a tick do not share a snapshot. */
  'E3',
  /** Conversations that leave an agent's scope stay in the replica. */
  'S4',
  /** A tick tells every agent of every conversation. */
  'S5',
  /** A tick that a session cannot take counts as delivered. */
  'D2',
  /** A session is sent deltas without a limit, acknowledged or not. */
  'D3',
  /** A delta is applied wherever the replica stands. */
  'D5',
  /** A mutation is reported as queued before it is on disk. */
  'M1',
  /** A mutation is carried out each time it is pushed. */
  'M2',
  /** Ticks bring effects without the results. */
  'M3',
  /** Queued mutations are not run again over the server's rows. */
  'M4',
  /** The server does not poll for changes. */
  'slow-poll',
  /** A replica of an older protocol is served in the newest. */
  'versions',
] as const;
/** One of {@link breakableRules}. */
export type BreakableRule = (typeof breakableRules)[number];
