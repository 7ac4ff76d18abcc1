import type { ReplicaPosition } from '../use-cases/delta/compute-delta.ts';
import type { ComputedDelta } from '../use-cases/delta/computed-delta.ts';

type ComputeSteps = (replica: ReplicaPosition, atMost: number) => Promise<readonly ComputedDelta[]>;

/** So many are left when the next ones are begun: what it takes to apply them is what there is time for. */
const leftWhenBegun = 2;

/** Steps that share a snapshot, and what is asked once for each of them. The first one is what the agent waits for. */
const fewest = 1;
const most = 4;

/** The steps of a first sync (rule D4), computed while the replica has its hands full with those before them. */
export class StepSupply {
  readonly #compute: ComputeSteps;
  #ready: readonly ComputedDelta[] = [];
  #computing: Promise<readonly ComputedDelta[]> | null = null;
  #together = fewest;

  constructor(compute: ComputeSteps) {
    this.#compute = compute;
  }

  /**
   * @param position where the replica stands once it has applied the step that was handed out before, or whatever else it
   *   was sent: then `forget` comes first
   */
  async next(position: ReplicaPosition): Promise<ComputedDelta> {
    if (this.#ready.length === 0) {
      const computing = this.#computing ?? this.#begin(position);
      this.#computing = null;
      this.#ready = await computing;
    }
    const [next, ...later] = this.#ready;
    if (next === undefined) throw new Error('there is always a next step');
    this.#ready = later;
    this.#beginNext(position, later.at(-1) ?? next);
    return next;
  }

  /** What was computed ahead is not sent. */
  forget(): void {
    this.#ready = [];
    this.#computing = null;
  }

  #beginNext(position: ReplicaPosition, { delta, held, needsDigests }: ComputedDelta): void {
    const isEnough = this.#ready.length > leftWhenBegun || this.#computing !== null;
    if (isEnough || delta.remaining === 0 || needsDigests) return;
    const after = { ...position, cursor: delta.to, held, reported: undefined, oldestPendingMutationId: null };
    this.#computing = this.#begin(after);
    // Whoever asks for it is told; nobody may, where the session ends.
    this.#computing.catch(() => undefined);
  }

  async #begin(position: ReplicaPosition): Promise<readonly ComputedDelta[]> {
    const atMost = this.#together;
    this.#together = Math.min(most, atMost * 2);
    return await this.#compute(position, atMost);
  }
}
