import { setFlagsFromString } from 'node:v8';

/** Sessions of this process from which `percentForMany` applies. */
const manySessionsThreshold = 500;
const percentForMany = 10;
const percentForFew = 60;

/**
 * Sets by how much the heap can grow between two full garbage collections. V8's default lets a small heap grow to four
 * times its live size: with 5,000 sessions, one change sent to all of them left 120 MiB of garbage. So the heap grows by
 * 10 % with many sessions. With few sessions, 10 % would slow a first sync down by a quarter: each step allocates large
 * strings in a small heap. V8 reads the flag after every full collection.
 */
export class HeapGrowthTuner {
  #percent = percentForFew;
  readonly #set: (flag: string) => void;

  constructor(set: (flag: string) => void = setFlagsFromString) {
    this.#set = set;
    this.#apply();
  }

  /** @param count sessions of this process */
  setSessionCount(count: number): void {
    const percent = count >= manySessionsThreshold ? percentForMany : percentForFew;
    if (percent === this.#percent) return;
    this.#percent = percent;
    this.#apply();
  }

  #apply(): void {
    this.#set(`--heap-growing-percent=${this.#percent}`);
  }
}
