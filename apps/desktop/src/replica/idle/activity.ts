/** When something was last done here: by the agent, or by the server's deltas. */
export class Activity {
  readonly #now: () => number;
  #lastAt: number;

  /** @param now milliseconds, of a clock that nobody sets */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#lastAt = now();
  }

  notice(): void {
    this.#lastAt = this.#now();
  }

  /** Changes with everything that is done. */
  get lastAt(): number {
    return this.#lastAt;
  }

  get idleMs(): number {
    return this.#now() - this.#lastAt;
  }
}
