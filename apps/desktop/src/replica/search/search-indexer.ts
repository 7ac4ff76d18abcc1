import type { IdleScheduler } from '../idle/idle-scheduler.ts';
import type { TaskHandle } from '../idle/registered-task.ts';
import type { UnindexedConversation } from './index-messages.ts';
import { takeIndexBatch } from './index-messages.ts';
import { initialBatchSize, nextBatchSize } from './next-batch-size.ts';

export interface SearchIndexerOptions {
  readonly idle: IdleScheduler;
  /** Whether the rows of the first sync are all there. */
  readonly isComplete: () => boolean;
  readonly unindexed: (limit: number) => Promise<readonly UnindexedConversation[]>;
  /** Indexes one batch. Returns true if these conversations are up to date. */
  readonly index: (conversationIds: readonly number[], size: number) => Promise<boolean>;
  /** Called when a round of indexing is done and searches can find more. */
  readonly onIndexed: () => void;
  readonly onFailure: (error: unknown) => void;
}

const checkIntervalMs = 250;
/** Conversations that are put in order together. */
const fetchSize = 500;

/**
 * Makes what messages are found by (rule D4), in pieces of a moment each, in idle time. What still waits is in the
 * database, so the work continues where it was after a start.
 */
export class SearchIndexer {
  readonly #options: SearchIndexerOptions;
  readonly #task: TaskHandle;
  #hasFilled = false;
  #size = initialBatchSize;
  #waiting: readonly UnindexedConversation[] = [];

  constructor(options: SearchIndexerOptions) {
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
      checkIntervalMs,
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
    if (!this.#options.isComplete()) return checkIntervalMs;
    if (this.#waiting.length === 0) this.#waiting = await this.#options.unindexed(fetchSize);
    if (this.#waiting.length === 0) {
      if (this.#hasFilled) this.#options.onIndexed();
      this.#hasFilled = false;
      return null;
    }
    const tookMs = await this.#fillPiece();
    this.#size = nextBatchSize(this.#size, tookMs);
    // Other work has the thread for as long as this piece had it.
    return isHurried ? checkIntervalMs : tookMs;
  }

  async #fillPiece(): Promise<number> {
    const ids = takeIndexBatch(this.#waiting, this.#size);
    const startedAt = performance.now();
    if (await this.#options.index(ids, this.#size)) this.#waiting = this.#waiting.slice(ids.length);
    this.#hasFilled = true;
    return performance.now() - startedAt;
  }
}
