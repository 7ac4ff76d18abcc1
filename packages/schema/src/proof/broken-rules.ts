/**
 * Rules of the protocol that can be switched off, each at the one place that enforces it, so that the test of an
 * invariant can be shown to fail without its rule. Nothing outside the process can switch one off: there is no setting,
 * no environment variable and no message for it, only a call of `breakRule`, which no shipped code makes.
 */
export const breakableRules = [
  /** Transactions in progress at the cursor are forgotten. */
  'E2',
  /** A tick reads each table at a moment of its own. */
  'E3',
  /** What leaves an agent's scope stays in the replica. */
  'S4',
  /** A tick tells every agent of every conversation. */
  'S5',
  /** A session that could not be told of a tick goes on as if it had been. */
  'D2',
  /** A session is sent as much as there is, acknowledged or not. */
  'D3',
  /** A delta is applied wherever the replica stands. */
  'D5',
  /** What the agent did is called queued before it is on disk. */
  'M1',
  /** A mutation is carried out as often as it comes. */
  'M2',
  /** Ticks bring effects without the results. */
  'M3',
  /** Queued mutations are not run again over the server's rows. */
  'M4',
  /** Without a hint nobody looks for changes. */
  'slow-poll',
  /** A replica of an older protocol is spoken to in the newest. */
  'versions',
] as const;
/** One of {@link breakableRules}. */
export type BreakableRule = (typeof breakableRules)[number];

const broken = new Set<BreakableRule>();

/**
 * Whether a rule is switched off in this process: false, but in the test that shows what it is good for.
 * @param rule the rule that is about to be kept
 */
export function isBroken(rule: BreakableRule): boolean {
  return broken.has(rule);
}

/**
 * Switches a rule off in this process until what is returned is called. For tests alone.
 * @param rule the rule to break
 */
export function breakRule(rule: BreakableRule): () => void {
  broken.add(rule);
  return () => {
    broken.delete(rule);
  };
}
