/** What a transaction sees, as the text of its `pg_snapshot` says it. Independent of how the server reads cursors. */
export class SnapshotView {
  readonly #xmax: bigint;
  readonly #inProgress: ReadonlySet<bigint>;

  constructor(text: string) {
    const [, xmax, inProgress] = text.split(':');
    if (xmax === undefined || inProgress === undefined) throw new Error(`${text} is no snapshot.`);
    this.#xmax = BigInt(xmax);
    this.#inProgress = new Set(inProgress === '' ? [] : inProgress.split(',').map(BigInt));
  }

  /** Whether what this transaction committed is seen; the caller knows that it did commit. */
  sees(transaction: bigint): boolean {
    return transaction < this.#xmax && !this.#inProgress.has(transaction);
  }

  /** Whether everything that the other one sees is seen: of two cursors of one replica the later must (rule D5). */
  includes(other: SnapshotView): boolean {
    if (this.#xmax < other.#xmax) return false;
    return [...this.#inProgress].every((transaction) => !other.sees(transaction));
  }
}
