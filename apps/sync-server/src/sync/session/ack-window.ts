/** Maximum of unacknowledged bytes per session (rule D3). */
const maxUnacknowledgedBytes = 2 * 1024 * 1024;

/**
 * Counts the bytes that were sent to a replica and not yet acknowledged. An acknowledgement covers all earlier batches.
 */
export class AckWindow {
  readonly #limit: number;
  readonly #unacknowledged = new Map<number, number>();
  #bytes = 0;

  constructor(limit: number = maxUnacknowledgedBytes) {
    this.#limit = limit;
  }

  sent(batchId: number, bytes: number): void {
    this.#unacknowledged.set(batchId, bytes);
    this.#bytes += bytes;
  }

  acknowledged(batchId: number): void {
    for (const [id, bytes] of this.#unacknowledged) {
      if (id > batchId) break;
      this.#unacknowledged.delete(id);
      this.#bytes -= bytes;
    }
  }

  get isEmpty(): boolean {
    return this.#unacknowledged.size === 0;
  }

  /** An empty window has room for any batch: otherwise a batch larger than the limit could never be sent. */
  hasRoomFor(bytes: number): boolean {
    return this.isEmpty || this.#bytes + bytes <= this.#limit;
  }
}
