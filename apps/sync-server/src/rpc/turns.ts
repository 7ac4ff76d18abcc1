/** So many, and then whoever else is ready: less than a millisecond. */
const piecesInATurn = 4;

/**
 * Small pieces of work of which thousands may come at once, done a few at a time: what else has arrived has its turn in
 * between, where Node by itself would first be through with all of them.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];

  take(piece: () => void): void {
    this.#waiting.push(piece);
    if (this.#waiting.length === 1) setImmediate(() => this.#turn());
  }

  #turn(): void {
    const pieces = this.#waiting.splice(0, piecesInATurn);
    if (this.#waiting.length > 0) setImmediate(() => this.#turn());
    for (const piece of pieces) piece();
  }
}
