/** Runs tasks one after the other, in call order. A failed task does not stop the next. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  run<Result>(task: () => Promise<Result>): Promise<Result> {
    const next = this.#last.then(task, task);
    this.#last = next.catch(() => undefined);
    return next;
  }

  /** Resolves when all tasks queued so far are done. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
