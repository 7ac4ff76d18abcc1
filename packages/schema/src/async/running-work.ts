/** Work that is not awaited where it begins. The code that closes its resources awaits it here. */
export class RunningWork {
  readonly #running = new Set<Promise<void>>();

  /** @returns `work`, whose failure remains its caller's to handle */
  add<Result>(work: Promise<Result>): Promise<Result> {
    const end = () => void this.#running.delete(settled);
    const settled: Promise<void> = work.then(end, end);
    this.#running.add(settled);
    return work;
  }

  /** Resolves when nothing runs, including work that was added meanwhile. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
