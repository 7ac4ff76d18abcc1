import type { DeferredIndex } from '@holdfast/schema/replica/deferred-indexes';
import type { IdleScheduler } from './idle-scheduler.ts';
import type { TaskHandle } from './registered-task.ts';

export interface IndexBuilderOptions {
  readonly idle: IdleScheduler;
  /** True when all rows of the first sync have arrived. */
  readonly isComplete: () => boolean;
  readonly missing: () => Promise<readonly DeferredIndex[]>;
  readonly build: (index: DeferredIndex) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}

/** Interval between two builds, and between two checks for the end of the first sync. */
const checkIntervalMs = 250;

/** Builds the deferred indexes in idle time, one at a time (rule D4). Reads and writes wait while one is built. */
export function buildIndexesWhenIdle(options: IndexBuilderOptions): TaskHandle {
  return options.idle.register(
    {
      // Longer than a pause between two actions, because reading, writing and building share one thread.
      idleMs: 1000,
      hurry: { afterMs: 60_000, idleMs: 100, until: 'run' },
      onFailure: options.onFailure,
      run: async () => {
        if (!options.isComplete()) return checkIntervalMs;
        const [index] = await options.missing();
        if (index === undefined) return null;
        await options.build(index);
        return checkIntervalMs;
      },
    },
    checkIntervalMs,
  );
}
