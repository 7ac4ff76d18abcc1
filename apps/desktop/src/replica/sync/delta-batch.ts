import type { Delta } from '@holdfast/schema/protocol/delta';

/** Beyond this the next delta waits: the server may send on only once what it sent has been committed. */
const limitBytes = 1024 * 1024;
const limitDeltas = 500;

/**
 * Deltas that came while the replica was busy, to be applied as one. Each of them by itself would undo and run again all
 * that is pending; together they do so once, however many there are.
 */
export class DeltaBatch {
  readonly deltas: Delta[] = [];
  #bytes = 0;
  #settledThrough = 0;
  #awaited = 0;
  #release: () => void = () => undefined;

  /** False where it does not fit any more; the first one always does. */
  add(delta: Delta): boolean {
    const bytes = rowBytes(delta);
    const isFull = this.deltas.length >= limitDeltas || this.#bytes + bytes > limitBytes;
    if (this.deltas.length > 0 && isFull) {
      this.release();
      return false;
    }
    this.deltas.push(delta);
    this.#bytes += bytes;
    this.#settledThrough = Math.max(
      this.#settledThrough,
      ...delta.results.map(({ mutationId }) => mutationId),
    );
    if (this.#settledThrough >= this.#awaited) this.release();
    return true;
  }

  /** Resolves when the result of this mutation is here, when no more is to come, or when patience ends. */
  async gather(mutationId: number, patienceMs: number): Promise<void> {
    if (this.#settledThrough >= mutationId) return;
    this.#awaited = mutationId;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      this.#release = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Whoever gathers waits no longer. */
  release(): void {
    this.#release();
  }
}

function rowBytes({ parts, copies }: Delta): number {
  return (
    parts.reduce((sum, { rows }) => sum + rows.length, 0) +
    copies.reduce((sum, copy) => sum + ('bytes' in copy ? copy.bytes : copy.text).length, 0)
  );
}
