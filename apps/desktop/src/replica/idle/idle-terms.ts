/** When a task may run; all times in milliseconds. */
export interface IdleTerms {
  /** Idle time that it waits for. */
  readonly idleMs: number;
  /** What it makes do with when the replica is never idle for that long. */
  readonly hurry: {
    /** Time that it waits in vain first. */
    readonly afterMs: number;
    /** Idle time that is enough from then on; 0 for none. */
    readonly idleMs: number;
    /** It stops hurrying after one run, or only at the next idle moment. */
    readonly until: 'run' | 'idle';
  };
}

export interface IdleWait {
  /** Not before this. */
  readonly from: number;
  /** Since when it has waited for an idle moment. */
  readonly since: number;
}

/** The earliest moment at which a task may run, if nothing happens until then. */
export function readyAt(
  { idleMs, hurry }: IdleTerms,
  { from, since }: IdleWait,
  lastActivityAt: number,
): number {
  const idleAt = lastActivityAt + idleMs;
  const hurriedAt = Math.max(since + hurry.afterMs, lastActivityAt + hurry.idleMs);
  return Math.max(from, Math.min(idleAt, hurriedAt));
}

/** The wait for the run after one that began at `ranAt`, in an idle moment or in a hurry. */
export function waitAfter(
  { hurry }: IdleTerms,
  { since }: IdleWait,
  run: { readonly isHurried: boolean; readonly from: number },
): IdleWait {
  const keepsHurrying = run.isHurried && hurry.until === 'idle';
  return { from: run.from, since: keepsHurrying ? since : run.from };
}
