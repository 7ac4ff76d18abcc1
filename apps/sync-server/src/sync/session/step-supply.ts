import type { DeltasWanted } from '../delta/compute-delta.ts';
import type { ReplicaPosition } from '../delta/replica-position.ts';
import type { ComputedDelta } from '../delta/computed-delta.ts';
import { Latch } from './latch.ts';

/** Computes so many steps at most, hands each over as soon as it is there, and answers when it has done with the last. */
type ComputeSteps = (wanted: DeltasWanted) => Promise<void>;

/** So many are left when the next ones are begun: what it takes to apply them is what there is time for. */
const leftWhenBegun = 2;
/** Steps that share a snapshot, and what is asked once for all of them. */
const together = 4;
/** Nothing depends on it: whoever waits is told. */
const patienceMs = 10_000;

interface Computing {
  failure?: { readonly error: unknown };
}

/** The steps of a first sync (rule D4), computed while the replica has its hands full with those before them. */
export class StepSupply {
  readonly #compute: ComputeSteps;
  #ready: ComputedDelta[] = [];
  #computing: Computing | null = null;
  /** There is a step more, or the last one was, or it has failed. */
  readonly #heard = new Latch();
  /** The last step that was computed. */
  #last: ComputedDelta | null = null;
  /** The replica's, when it was last asked for a step. */
  #position: ReplicaPosition | null = null;

  constructor(compute: ComputeSteps) {
    this.#compute = compute;
  }

  /**
   * @param position where the replica stands once it has applied the step that was handed out before, or whatever else it
   *   was sent: then `forget` comes first
   */
  async next(position: ReplicaPosition): Promise<ComputedDelta> {
    this.#position = position;
    while (this.#ready.length === 0) {
      const computing = this.#computing ?? this.#begin(position);
      await this.#heard.wait(patienceMs);
      if (computing.failure !== undefined && this.#ready.length === 0) throw computing.failure.error;
    }
    const next = this.#ready.shift();
    if (next === undefined) throw new Error('there is always a next step');
    this.#beginAhead();
    // A session that has all lasts for hours, and there are thousands of them.
    if (next.delta.remaining === 0 || next.needsDigests) this.forget();
    return next;
  }

  /** What was computed ahead is not sent. */
  forget(): void {
    this.#ready = [];
    this.#computing = null;
    this.#last = null;
    this.#position = null;
  }

  #beginAhead(): void {
    if (this.#computing !== null || this.#ready.length > leftWhenBegun) return;
    const after = afterStep(this.#position, this.#last);
    if (after !== null) this.#begin(after);
  }

  /** What fails ahead is told to nobody: whoever asks later has it computed again. */
  #begin(position: ReplicaPosition): Computing {
    const computing: Computing = {};
    this.#computing = computing;
    this.#last = null;
    const onDelta = (step: ComputedDelta) => {
      if (this.#computing !== computing) return;
      this.#ready.push(step);
      this.#last = step;
      this.#heard.raise();
    };
    void this.#compute({ replica: position, atMost: together, onDelta })
      .catch((error: unknown) => {
        computing.failure = { error };
      })
      .finally(() => {
        if (this.#computing !== computing) return;
        this.#computing = null;
        this.#heard.raise();
        this.#beginAhead();
      });
    return computing;
  }
}

/** Where a replica stands that has applied this step; null when nothing comes after it. */
function afterStep(position: ReplicaPosition | null, step: ComputedDelta | null): ReplicaPosition | null {
  if (position === null || step === null || step.delta.remaining === 0 || step.needsDigests) return null;
  const { delta, held } = step;
  return { ...position, cursor: delta.to, held, reported: undefined, oldestPendingMutationId: null };
}
