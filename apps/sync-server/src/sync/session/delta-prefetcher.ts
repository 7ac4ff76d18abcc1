import type { DeltasRequest } from '../delta/compute-delta.ts';
import type { ReplicaPosition } from '../delta/replica-position.ts';
import type { ComputedDelta } from '../delta/computed-delta.ts';
import { AutoResetEvent } from './auto-reset-event.ts';

/**
 * Computes at most `maxDeltas` steps, passes each to `onDelta` as soon as it is computed, and resolves after the last.
 */
type ComputeAhead = (wanted: DeltasRequest) => Promise<void>;

/**
 * The next steps are begun when no more than this many are left. They are computed while the device applies the rest.
 */
const prefetchBelow = 2;
/** Steps that share a snapshot and the queries made once per snapshot. */
const deltasPerSnapshot = 4;
/** Upper bound of one wait. Each new step and each failure ends the wait earlier. */
const recheckMs = 10_000;

interface Computing {
  failure?: { readonly error: unknown };
}

/** Computes the next steps of a first sync while the device applies the previous ones (rule D4). */
export class DeltaPrefetcher {
  readonly #compute: ComputeAhead;
  #ready: ComputedDelta[] = [];
  #computing: Computing | null = null;
  /** Set when a step is ready, or when a computation has ended or failed. */
  readonly #heard = new AutoResetEvent();
  /** The last step that was computed. */
  #last: ComputedDelta | null = null;
  /** The replica's position at the last call of `next`. */
  #position: ReplicaPosition | null = null;

  constructor(compute: ComputeAhead) {
    this.#compute = compute;
  }

  /**
   * Returns the next step.
   * @param position of the replica once it has applied the step returned before. If it was sent anything else since,
   *   call `clear` first.
   */
  async next(position: ReplicaPosition): Promise<ComputedDelta> {
    this.#position = position;
    while (this.#ready.length === 0) {
      const computing = this.#computing ?? this.#begin(position);
      await this.#heard.wait(recheckMs);
      if (computing.failure !== undefined && this.#ready.length === 0) throw computing.failure.error;
    }
    const next = this.#ready.shift();
    if (next === undefined) throw new Error('no step is ready');
    this.#beginAhead();
    // Frees memory: a synced session stays open for hours, and there are thousands of them.
    if (next.delta.remaining === 0 || next.needsDigests) this.clear();
    return next;
  }

  /** Drops the prefetched steps. */
  clear(): void {
    this.#ready = [];
    this.#computing = null;
    this.#last = null;
    this.#position = null;
  }

  #beginAhead(): void {
    if (this.#computing !== null || this.#ready.length > prefetchBelow) return;
    const after = afterStep(this.#position, this.#last);
    if (after !== null) this.#begin(after);
  }

  /** A failed prefetch is not reported: the next call of `next` computes again. */
  #begin(position: ReplicaPosition): Computing {
    const computing: Computing = {};
    this.#computing = computing;
    this.#last = null;
    const onDelta = (step: ComputedDelta) => {
      if (this.#computing !== computing) return;
      this.#ready.push(step);
      this.#last = step;
      this.#heard.set();
    };
    void this.#compute({ replica: position, maxDeltas: deltasPerSnapshot, onDelta })
      .catch((error: unknown) => {
        computing.failure = { error };
      })
      .finally(() => {
        if (this.#computing !== computing) return;
        this.#computing = null;
        this.#heard.set();
        this.#beginAhead();
      });
    return computing;
  }
}

/** The replica's position after it applied this step; null if no step follows. */
function afterStep(position: ReplicaPosition | null, step: ComputedDelta | null): ReplicaPosition | null {
  if (position === null || step === null || step.delta.remaining === 0 || step.needsDigests) return null;
  const { delta, held } = step;
  return { ...position, cursor: delta.to, held, reported: undefined, oldestPendingMutationId: null };
}
