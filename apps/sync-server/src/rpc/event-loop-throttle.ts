/** Runs at most this many callbacks per event-loop turn: less than 1 ms, and about as much for their follow-up work. */
const maxCallbacksPerTurn = 4;
/** Event-loop utilization above which the process counts as busy. */
const maxUtilization = 0.6;
/** Maximum wait between two groups of callbacks while the process is busy. */
const maxWaitMs = 20;
const recheckMs = 2;

export interface EventLoopThrottleOptions {
  /** True when the server stops. Then callbacks run without delay, because no live session can be slowed down. */
  readonly isUnthrottled?: () => boolean;
  /** Event-loop utilization; replaceable for tests. */
  readonly utilization?: typeof performance.eventLoopUtilization;
}

/**
 * Runs callbacks that can arrive by the thousand in small groups, with pauses while the process is busy. Other events
 * are handled in between; Node alone would run all callbacks first.
 */
export class EventLoopThrottle {
  readonly #isHurried: () => boolean;
  readonly #utilization: typeof performance.eventLoopUtilization;
  readonly #waiting: (() => void)[] = [];
  #begunAt = 0;
  #begun;

  constructor({ isUnthrottled, utilization }: EventLoopThrottleOptions = {}) {
    this.#isHurried = isUnthrottled ?? (() => false);
    this.#utilization = utilization ?? ((...since) => performance.eventLoopUtilization(...since));
    this.#begun = this.#utilization();
  }

  schedule(callback: () => void): void {
    if (this.#waiting.push(callback) === 1) setImmediate(() => this.#look());
  }

  #look(): void {
    if (this.#isBusy()) return void setTimeout(() => this.#look(), recheckMs);
    this.#begunAt = performance.now();
    this.#begun = this.#utilization();
    const callbacks = this.#waiting.splice(0, this.#isHurried() ? Infinity : maxCallbacksPerTurn);
    if (this.#waiting.length > 0) setTimeout(() => this.#look(), recheckMs);
    for (const callback of callbacks) callback();
  }

  #isBusy(): boolean {
    if (this.#isHurried() || performance.now() - this.#begunAt > maxWaitMs) return false;
    return this.#utilization(this.#begun).utilization > maxUtilization;
  }
}
