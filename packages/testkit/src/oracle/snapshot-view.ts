import type { Cursor } from '@holdfast/schema/protocol/cursor';

/** A transaction by its id and by the life of Postgres, from one crash to the next, in which it had it: ids come again. */
export interface StampedTransaction {
  readonly life: bigint;
  readonly id: bigint;
}

/** What a transaction sees, as its cursor says it. Independent of how the server reads cursors. */
export class SnapshotView {
  readonly #life: bigint;
  readonly #xmax: bigint;
  readonly #inProgress: ReadonlySet<bigint>;

  constructor({ epoch, snapshot }: Cursor) {
    const [, xmax, inProgress] = snapshot.split(':');
    const life = epoch.split('.')[3];
    if (xmax === undefined || inProgress === undefined) throw new Error(`${snapshot} is no snapshot.`);
    if (life === undefined) throw new Error(`${epoch} is no epoch.`);
    this.#life = BigInt(life);
    this.#xmax = BigInt(xmax);
    this.#inProgress = new Set(inProgress === '' ? [] : inProgress.split(',').map(BigInt));
  }

  /** Whether what this transaction committed is seen; the caller knows that it did commit. */
  sees({ life, id }: StampedTransaction): boolean {
    if (life !== this.#life) return life < this.#life;
    return id < this.#xmax && !this.#inProgress.has(id);
  }

  /** Whether everything that the other one sees is seen: of two cursors of one replica the later must (rule D5). */
  includes(other: SnapshotView): boolean {
    if (this.#life !== other.#life) return other.#life < this.#life;
    if (this.#xmax < other.#xmax) return false;
    return [...this.#inProgress].every((id) => !other.sees({ life: this.#life, id }));
  }
}
