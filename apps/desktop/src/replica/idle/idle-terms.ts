/** When a task can run. All times are in milliseconds. */
export interface IdleTerms {
  /** Idle time that the task waits for. */
  readonly idleMs: number;
  /** The shorter idle time that is enough when the replica has not been idle for `idleMs` for a long time. */
  readonly hurry: {
    /** Waiting time after which the task hurries. */
    readonly afterMs: number;
    /** Idle time that a hurried run needs; 0 for none. */
    readonly idleMs: number;
    /** The task stops hurrying after one run, or only after it ran in idle time. */
    readonly until: 'run' | 'idle';
  };
}

export interface IdleWait {
  /** Earliest time of the next run. */
  readonly from: number;
  /** Start of the wait for idle time. `hurry.afterMs` counts from here. */
  readonly since: number;
}

/** Returns the earliest time at which a task can run if there is no activity until then. */
export function readyAt(
  { idleMs, hurry }: IdleTerms,
  { from, since }: IdleWait,
  lastActivityAt: number,
): number {
  const idleAt = lastActivityAt + idleMs;
  const hurriedAt = Math.max(since + hurry.afterMs, lastActivityAt + hurry.idleMs);
  return Math.max(from, Math.min(idleAt, hurriedAt));
}

/** Returns the wait for the next run. `run.from` is its earliest time, `run.isHurried` says how the last run began. */
export function waitAfter(
  { hurry }: IdleTerms,
  { since }: IdleWait,
  run: { readonly isHurried: boolean; readonly from: number },
): IdleWait {
  const keepsHurrying = run.isHurried && hurry.until === 'idle';
  return { from: run.from, since: keepsHurrying ? since : run.from };
}
