import { setFlagsFromString } from 'node:v8';

/** From so many sessions on. */
const manySessionsThreshold = 500;
const percentForMany = 10;
const percentForFew = 60;

/**
 * By how much the heap may grow before it is looked through. By itself V8 lets a small one come to four times what is in use:
 * 5,000 sessions were left with 120 MiB of garbage when all of them had been told something, so that with many it grows by a
 * tenth. With few that would cost a first sync a quarter of its speed: the texts of each step are large, and the heap is small.
 * V8 reads the flag whenever it has looked through the heap.
 */
export class HeapGrowthTuner {
  #percent = percentForFew;
  readonly #set: (flag: string) => void;

  constructor(set: (flag: string) => void = setFlagsFromString) {
    this.#set = set;
    this.#say();
  }

  /** @param count sessions of this process */
  setSessionCount(count: number): void {
    const percent = count >= manySessionsThreshold ? percentForMany : percentForFew;
    if (percent === this.#percent) return;
    this.#percent = percent;
    this.#say();
  }

  #say(): void {
    this.#set(`--heap-growing-percent=${this.#percent}`);
  }
}
