/** Choices that follow from a seed: the same seed, the same choices, in the same order. */
export class SeededRandom {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to 1 (mulberry32, by Tommy Ettinger). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  between(lowest: number, highest: number): number {
    return lowest + Math.floor(this.next() * (highest - lowest + 1));
  }

  /** True so often: 0 never, 1 always. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /**
   * One of them.
   * @throws where there are none
   */
  pick<Value>(values: readonly Value[]): Value {
    const value = this.oneOf(values);
    if (value === undefined) throw new Error('There is nothing to pick from.');
    return value;
  }

  /** One of them; undefined where there are none. */
  oneOf<Value>(values: readonly Value[]): Value | undefined {
    return values[this.between(0, values.length - 1)];
  }

  /** A name, each as often as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries<number>(weights) as [Name, number][];
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    const last = entries.at(-1);
    if (last === undefined) throw new Error('There is nothing to choose from.');
    return last[0];
  }

  /** A source of choices of its own, so that what one actor does leaves the choices of the others as they are. */
  fork(): SeededRandom {
    return new SeededRandom(Math.floor(this.next() * 2 ** 32));
  }
}
