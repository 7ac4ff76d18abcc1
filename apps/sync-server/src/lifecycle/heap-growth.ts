import { setFlagsFromString } from 'node:v8';

/** Number of sessions from which `percentForMany` applies. */
const manySessionsThreshold = 500;
const percentForMany = 10;
const percentForFew = 60;

/**
 * Sets by how much the heap can grow before a garbage collection. By default V8 lets a small heap grow to four times the
 * used size: after one message to each of 5,000 sessions, 120 MiB of garbage remained. So with many sessions the heap can
 * grow by 10 %. With few sessions that would make a first sync 25 % slower, because the texts of each step are large and
 * the heap is small. V8 reads the flag after each collection.
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
