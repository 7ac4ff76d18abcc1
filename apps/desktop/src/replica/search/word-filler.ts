import type { IdleScheduler } from '../idle/idle-scheduler.ts';
import type { TaskHandle } from '../idle/registered-task.ts';
import type { Waiting } from './fill-words.ts';
import { takePiece } from './fill-words.ts';
import { firstSize, nextSize } from './next-size.ts';

export interface WordFillerOptions {
  readonly idle: IdleScheduler;
  /** Whether the rows of the first sync are all there. */
  readonly isComplete: () => boolean;
  readonly waiting: (limit: number) => Promise<readonly Waiting[]>;
  /** Indexes one batch. Returns true if these conversations are up to date. */
  readonly fill: (conversationIds: readonly number[], size: number) => Promise<boolean>;
  /** Called when a round of indexing is done and searches can find more. */
  readonly onFilled: () => void;
  readonly onFailure: (error: unknown) => void;
}

const lookMs = 250;
/** Conversations that are put in order together. */
const together = 500;

/**
 * Makes what messages are found by (rule D4), in pieces of a moment each, in idle time. What still waits is in the
 * database, so the work continues where it was after a start.
 */
export class WordFiller {
  readonly #options: WordFillerOptions;
  readonly #task: TaskHandle;
  #hasFilled = false;
  #size = firstSize;
  #waiting: readonly Waiting[] = [];

  constructor(options: WordFillerOptions) {
    this.#options = options;
    this.#task = options.idle.register(
      {
        // A pause as between two things that a person does.
        idleMs: 1000,
        // With somebody at work without a pause, one piece at each look.
        hurry: { afterMs: 60_000, idleMs: 0, until: 'idle' },
        run: ({ isHurried }) => this.#run(isHurried),
        onFailure: options.onFailure,
      },
      lookMs,
    );
  }

  /** Call when conversations can have become unindexed. */
  wake(): void {
    this.#task.wake();
  }

  /** Resolves when nothing is being filled any more. */
  stop(): Promise<void> {
    return this.#task.stop();
  }

  async #run(isHurried: boolean): Promise<number | null> {
    if (!this.#options.isComplete()) return lookMs;
    if (this.#waiting.length === 0) this.#waiting = await this.#options.waiting(together);
    if (this.#waiting.length === 0) {
      if (this.#hasFilled) this.#options.onFilled();
      this.#hasFilled = false;
      return null;
    }
    const tookMs = await this.#fillPiece();
    this.#size = nextSize(this.#size, tookMs);
    // Other work has the thread for as long as this piece had it.
    return isHurried ? lookMs : tookMs;
  }

  async #fillPiece(): Promise<number> {
    const ids = takePiece(this.#waiting, this.#size);
    const startedAt = performance.now();
    if (await this.#options.fill(ids, this.#size)) this.#waiting = this.#waiting.slice(ids.length);
    this.#hasFilled = true;
    return performance.now() - startedAt;
  }
}
