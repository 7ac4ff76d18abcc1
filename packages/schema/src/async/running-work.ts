/** Tracks promises that are not awaited where they start, so that the code that closes their resources can await them. */
export class RunningWork {
  readonly #running = new Set<Promise<void>>();

  /**
   * Tracks a promise until it settles.
   * @returns `work` itself; the caller handles its rejection
   */
  add<Result>(work: Promise<Result>): Promise<Result> {
    const end = () => void this.#running.delete(settled);
    const settled: Promise<void> = work.then(end, end);
    this.#running.add(settled);
    return work;
  }

  /** Resolves when no tracked promise is pending, including those added while waiting. Never rejects. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
