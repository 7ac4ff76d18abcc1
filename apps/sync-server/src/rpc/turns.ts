/** So many, and then whoever else is ready: less than a millisecond, and as much again for what follows from each. */
const piecesInATurn = 4;
/** Of its time this process may be busy so much for there to be some to spare. */
const spareBelow = 0.6;
/** Without any to spare a turn comes this often. */
const patienceMs = 20;
const lookAgainMs = 2;

export interface TurnsOptions {
  /** Nobody is live whom a crowd could keep waiting: whoever waits is not made to. */
  readonly isHurried?: () => boolean;
  /** How busy this process was since a moment. */
  readonly utilization?: typeof performance.eventLoopUtilization;
}

/**
 * Small pieces of work of which thousands may come at once, done a few at a time in what the process has to spare: what
 * else has arrived has its turn in between, where Node by itself would first be through with all of them.
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

  take(piece: () => void): void {
    if (this.#waiting.push(piece) === 1) setImmediate(() => this.#look());
  }

  #look(): void {
    if (this.#isBusy()) return void setTimeout(() => this.#look(), lookAgainMs);
    this.#begunAt = performance.now();
    this.#begun = this.#utilization();
    const pieces = this.#waiting.splice(0, this.#isHurried() ? Infinity : piecesInATurn);
    if (this.#waiting.length > 0) setTimeout(() => this.#look(), lookAgainMs);
    for (const piece of pieces) piece();
  }

  #isBusy(): boolean {
    if (this.#isHurried() || performance.now() - this.#begunAt > patienceMs) return false;
    return this.#utilization(this.#begun).utilization > spareBelow;
  }
}
