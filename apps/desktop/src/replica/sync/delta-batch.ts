import type { Delta } from '@holdfast/schema/protocol/delta';

/** Maximum size of a batch. The server sends on only when enough of the sent deltas is acknowledged. */
const maxBatchBytes = 1024 * 1024;
const maxBatchDeltas = 500;

/**
 * Deltas that arrived while the replica was busy, to be applied as one. Applied one by one, each would undo and rerun
 * all pending mutations; together they do that once.
 */
export class DeltaBatch {
  readonly deltas: Delta[] = [];
  #bytes = 0;
  #settledThrough = 0;
  #awaited = 0;
  #release: () => void = () => undefined;

  /** Returns false if the batch is full. The first delta always fits. */
  add(delta: Delta): boolean {
    const bytes = rowBytes(delta);
    const isFull = this.deltas.length >= maxBatchDeltas || this.#bytes + bytes > maxBatchBytes;
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

  /** Resolves when the result of this mutation has arrived, on `release`, or after the timeout. */
  async gather(mutationId: number, timeoutMs: number): Promise<void> {
    if (this.#settledThrough >= mutationId) return;
    this.#awaited = mutationId;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#release = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Ends `gather`. */
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
