/** Pseudorandom generator (mulberry32, by Tommy Ettinger). The same seed yields the same sequence. Not for secrets. */
export class SeededRandom {
  #state: number;

  /** @param seed the lowest 32 bits are used */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Returns a number from 0 (inclusive) to 1 (exclusive). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Returns an integer from `lowest` to `highest`, both inclusive. */
  between(lowest: number, highest: number): number {
    return lowest + Math.floor(this.next() * (highest - lowest + 1));
  }

  /** Returns true with this probability: 0 never, 1 always. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /**
   * Returns one of the values, all equally likely.
   * @throws Error if there are none
   */
  pick<Value>(values: readonly Value[]): Value {
    const value = this.oneOf(values);
    if (value === undefined) throw new Error('Cannot pick from an empty list.');
    return value;
  }

  /** Returns one of the values, all equally likely; undefined if there are none. */
  oneOf<Value>(values: readonly Value[]): Value | undefined {
    return values[this.between(0, values.length - 1)];
  }

  /**
   * Returns one of the names, with a probability proportional to its weight.
   * @throws Error if there are none
   */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries<number>(weights) as [Name, number][];
    let remaining = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      remaining -= weight;
      if (remaining < 0) return name;
    }
    const last = entries.at(-1);
    if (last === undefined) throw new Error('Cannot choose from an empty list.');
    return last[0];
  }

  /** Returns a generator with its own seed, so that the calls of one actor do not change the sequence of another. */
  fork(): SeededRandom {
    return new SeededRandom(Math.floor(this.next() * 2 ** 32));
  }
}
