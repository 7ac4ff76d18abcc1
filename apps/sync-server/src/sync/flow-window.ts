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

  /** One batch may exceed the limit by itself, or it could never be sent; the next has to wait for it. */
  get isOpen(): boolean {
    return this.#bytes < this.#limit;
  }
}
