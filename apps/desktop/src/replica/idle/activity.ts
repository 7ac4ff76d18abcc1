/** The time of the last activity in the replica: queries and actions of the agent, and deltas. All idle work uses it. */
export class ActivityMonitor {
  /** Milliseconds of a monotonic clock. */
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
