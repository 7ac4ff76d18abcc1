import type { Waiting } from './fill-words.ts';
import { takePiece } from './fill-words.ts';
import { firstSize, nextSize } from './next-size.ts';

export interface WordFillerOptions {
  /** Milliseconds since anybody read or wrote. */
  readonly idleMs: () => number;
  /** Whether the rows of the first sync are all there. */
  readonly isComplete: () => boolean;
  readonly waiting: (limit: number) => Promise<readonly Waiting[]>;
  /** Whether these are in step then. */
  readonly fill: (conversationIds: readonly number[], size: number) => Promise<boolean>;
  /** More can be found than before. */
  readonly onFilled: () => void;
  readonly onFailure: (error: unknown) => void;
}

const lookMs = 250;
/** A pause as between two things that a person does. */
const pauseMs = 1000;
/** With somebody at work without a pause, one piece at each look will do after so many looks. */
const patientLooks = 240;
/** Conversations that are put in order together. */
const together = 500;

/**
 * Makes what messages are found by (rule D4), in pieces of a moment each, when nobody has done anything for a while: before
 * each piece it looks. What still waits is in the database, so it goes on where it was after a start.
 */
export class WordFiller {
  readonly #options: WordFillerOptions;
  #timer: NodeJS.Timeout | undefined;
  #filling: Promise<void> = Promise.resolve();
  #isAwake = false;
  #isWokenAgain = false;
  #isStopped = false;
  #looks = 0;
  #hasFilled = false;
  #size = firstSize;
  #waiting: readonly Waiting[] = [];

  constructor(options: WordFillerOptions) {
    this.#options = options;
    this.wake();
  }

  /** Something may wait now. */
  wake(): void {
    this.#isWokenAgain = true;
    if (this.#isAwake || this.#isStopped) return;
    this.#isAwake = true;
    this.#lookIn(lookMs);
  }

  /** Resolves when nothing is being filled any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#filling;
  }

  #lookIn(ms: number): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#filling = this.#look().catch((error: unknown) => {
        this.#isAwake = false;
        this.#options.onFailure(error);
      });
    }, ms);
  }

  async #look(): Promise<void> {
    if (!this.#isMoment()) return this.#lookIn(lookMs);
    if (this.#waiting.length === 0) {
      this.#isWokenAgain = false;
      this.#waiting = await this.#options.waiting(together);
    }
    if (this.#waiting.length === 0) return this.#sleep();
    const tookMs = await this.#fillPiece();
    this.#size = nextSize(this.#size, tookMs);
    // Whoever waits for the thread has it for as long as this piece did.
    this.#lookIn(this.#looks > patientLooks ? lookMs : tookMs);
  }

  #sleep(): void {
    this.#looks = 0;
    if (this.#hasFilled) this.#options.onFilled();
    this.#hasFilled = false;
    this.#isAwake = false;
    if (this.#isWokenAgain) this.wake();
  }

  async #fillPiece(): Promise<number> {
    const ids = takePiece(this.#waiting, this.#size);
    const startedAt = performance.now();
    if (await this.#options.fill(ids, this.#size)) this.#waiting = this.#waiting.slice(ids.length);
    this.#hasFilled = true;
    return performance.now() - startedAt;
  }

  #isMoment(): boolean {
    const { idleMs, isComplete } = this.#options;
    if (!isComplete()) return false;
    if (idleMs() >= pauseMs) {
      this.#looks = 0;
      return true;
    }
    this.#looks += 1;
    return this.#looks > patientLooks;
  }
}
