/** Runs one task after the other, in the order in which they were handed over; a failed one stops none. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  run<Result>(task: () => Promise<Result>): Promise<Result> {
    const next = this.#last.then(task, task);
    this.#last = next.catch(() => undefined);
    return next;
  }

  /** Resolves when everything handed over until now is done. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
