import type { DeferredIndex } from '@holdfast/schema/replica/deferred-indexes';
import type { IdleScheduler } from './idle-scheduler.ts';
import type { TaskHandle } from './registered-task.ts';

export interface IndexBuilderOptions {
  readonly idle: IdleScheduler;
  /** Whether all rows are there that the indexes are built after. */
  readonly isComplete: () => boolean;
  readonly missing: () => Promise<readonly DeferredIndex[]>;
  readonly build: (index: DeferredIndex) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}

const checkIntervalMs = 250;

/** Builds deferred indexes one at a time, each in an idle moment (rule D4). Reads and writes wait while one is built. */
export function buildIndexesWhenIdle(options: IndexBuilderOptions): TaskHandle {
  return options.idle.register(
    {
      // A pause as between two things that a person does.
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
