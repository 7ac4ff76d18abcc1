/** When something was last done here: by the agent, or by the server's deltas. */
export class Activity {
  readonly #now: () => Date;
  #lastAt: number;

  constructor(now: () => Date) {
    this.#now = now;
    this.#lastAt = now().getTime();
  }

  notice(): void {
    this.#lastAt = this.#now().getTime();
  }

  /** A clock that was set back counts as no time at all. */
  get idleMs(): number {
    return Math.max(0, this.#now().getTime() - this.#lastAt);
  }
}
