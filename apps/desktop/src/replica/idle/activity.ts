/** When the agent last asked for something or wrote, or a delta of the server was applied: the one clock of idle work. */
export class ActivityMonitor {
  /** Milliseconds, of a clock that nobody sets. */
  readonly now: () => number;
  #lastAt: number;

  constructor(now: () => number = () => performance.now()) {
    this.now = now;
    this.#lastAt = now();
  }

  notice(): void {
    this.#lastAt = this.now();
  }

  get lastAt(): number {
    return this.#lastAt;
  }

  get idleMs(): number {
    return this.now() - this.#lastAt;
  }
}
