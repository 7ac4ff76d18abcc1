/** Runs at most this many callbacks per event-loop turn: less than 1 ms, and about as much for their follow-up work. */
const piecesInATurn = 4;
/** Event-loop utilization above which the process counts as busy. */
const spareBelow = 0.6;
/** Maximum wait between two groups of callbacks while the process is busy. */
const patienceMs = 20;
const lookAgainMs = 2;

export interface TurnsOptions {
  /** True when the server stops. Then callbacks run without delay, because no live session can be slowed down. */
  readonly isHurried?: () => boolean;
  /** Event-loop utilization; replaceable for tests. */
  readonly utilization?: typeof performance.eventLoopUtilization;
}

/**
 * Runs callbacks that can arrive by the thousand in small groups, with pauses while the process is busy. Other events
 * are handled in between; Node alone would run all callbacks first.
 */
export class Turns {
  readonly #isHurried: () => boolean;
  readonly #utilization: typeof performance.eventLoopUtilization;
  readonly #waiting: (() => void)[] = [];
  #begunAt = 0;
  #begun;

  constructor({ isHurried, utilization }: TurnsOptions = {}) {
    this.#isHurried = isHurried ?? (() => false);
    this.#utilization = utilization ?? ((...since) => performance.eventLoopUtilization(...since));
    this.#begun = this.#utilization();
  }

  take(callback: () => void): void {
    if (this.#waiting.push(callback) === 1) setImmediate(() => this.#look());
  }

  #look(): void {
    if (this.#isBusy()) return void setTimeout(() => this.#look(), lookAgainMs);
    this.#begunAt = performance.now();
    this.#begun = this.#utilization();
    const callbacks = this.#waiting.splice(0, this.#isHurried() ? Infinity : piecesInATurn);
    if (this.#waiting.length > 0) setTimeout(() => this.#look(), lookAgainMs);
    for (const callback of callbacks) callback();
  }

  #isBusy(): boolean {
    if (this.#isHurried() || performance.now() - this.#begunAt > patienceMs) return false;
    return this.#utilization(this.#begun).utilization > spareBelow;
  }
}
