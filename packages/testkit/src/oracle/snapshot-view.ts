import type { Cursor } from '@holdfast/schema/protocol/cursor';

/**
 * A transaction by its id and the life of Postgres (the time between two crashes) in which the id was assigned. After a
 * crash, ids can be assigned again.
 */
export interface StampedTransaction {
  readonly life: bigint;
  readonly id: bigint;
}

/** The transactions that a cursor's snapshot sees. Independent of the server's code for cursors. */
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

  /** Returns true if the snapshot sees this transaction. The caller knows that the transaction committed. */
  sees({ life, id }: StampedTransaction): boolean {
    if (life !== this.#life) return life < this.#life;
    return id < this.#xmax && !this.#inProgress.has(id);
  }

  /** Returns true if this snapshot sees everything that the other sees, as a replica's later cursor must (rule D5). */
  includes(other: SnapshotView): boolean {
    if (this.#life !== other.#life) return other.#life < this.#life;
    if (this.#xmax < other.#xmax) return false;
    return [...this.#inProgress].every((id) => !other.sees({ life: this.#life, id }));
  }
}
