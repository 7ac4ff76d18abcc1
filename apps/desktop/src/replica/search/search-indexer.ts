import type { IdleScheduler } from '../idle/idle-scheduler.ts';
import type { TaskHandle } from '../idle/registered-task.ts';
import type { UnindexedConversation } from './index-messages.ts';
import { takeIndexBatch } from './index-messages.ts';
import { initialBatchSize, nextBatchSize } from './next-batch-size.ts';

export interface SearchIndexerOptions {
  readonly idle: IdleScheduler;
  /** True when all rows of the first sync have arrived. */
  readonly isComplete: () => boolean;
  readonly unindexed: (limit: number) => Promise<readonly UnindexedConversation[]>;
  /** Indexes one batch. Returns true if these conversations are up to date. */
  readonly index: (conversationIds: readonly number[], size: number) => Promise<boolean>;
  /** Called when a round of indexing is done and searches can find more. */
  readonly onIndexed: () => void;
  readonly onFailure: (error: unknown) => void;
}

const checkIntervalMs = 250;
/** Number of unindexed conversations that are read at a time. */
const fetchSize = 500;

/**
 * Keeps the search index up to date (rule D4), in batches of about 15 ms, in idle time. The list of unindexed
 * conversations is in the database, so indexing resumes after a restart.
 */
export class SearchIndexer {
  readonly #options: SearchIndexerOptions;
  readonly #task: TaskHandle;
  #hasIndexed = false;
  #size = initialBatchSize;
  #waiting: readonly UnindexedConversation[] = [];

  constructor(options: SearchIndexerOptions) {
    this.#options = options;
    this.#task = options.idle.register(
      {
        // Longer than a pause between two actions of the agent.
        idleMs: 1000,
        // Without idle time for a minute, one batch per `checkIntervalMs`.
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

  /** Resolves when no batch is running any more. */
  stop(): Promise<void> {
    return this.#task.stop();
  }

  async #run(isHurried: boolean): Promise<number | null> {
    if (!this.#options.isComplete()) return checkIntervalMs;
    if (this.#waiting.length === 0) this.#waiting = await this.#options.unindexed(fetchSize);
    if (this.#waiting.length === 0) {
      if (this.#hasIndexed) this.#options.onIndexed();
      this.#hasIndexed = false;
      return null;
    }
    const tookMs = await this.#indexBatch();
    this.#size = nextBatchSize(this.#size, tookMs);
    // Leave the thread to other work for as long as this batch took.
    return isHurried ? checkIntervalMs : tookMs;
  }

  async #indexBatch(): Promise<number> {
    const ids = takeIndexBatch(this.#waiting, this.#size);
    const startedAt = performance.now();
    if (await this.#options.index(ids, this.#size)) this.#waiting = this.#waiting.slice(ids.length);
    this.#hasIndexed = true;
    return performance.now() - startedAt;
  }
}
