/** What one session may have sent without an acknowledgement (rule D3), in bytes. */
const flowLimitBytes = 2 * 1024 * 1024;

/** Counts what a replica has been sent and has not committed. Acknowledging a batch acknowledges all before it. */
export class FlowWindow {
  readonly #limit: number;
  readonly #unacknowledged = new Map<number, number>();
  #bytes = 0;

  constructor(limit: number = flowLimitBytes) {
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

  /** One batch may exceed the limit by itself, or it could never be sent; it waits for all others, and they for it. */
  hasRoomFor(bytes: number): boolean {
    return this.isEmpty || this.#bytes + bytes <= this.#limit;
  }
}
