import type { IdleScheduler } from './idle-scheduler.ts';
import type { TaskHandle } from './registered-task.ts';

export interface SweepOptions {
  readonly idle: IdleScheduler;
  readonly sweep: () => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}

const sweepIntervalMs = 15_000;

/**
 * Calls `sweep` every 15 s, also without idle time, because a log that is too large is removed at any time. For
 * everything else `planMaintenance` waits for idle time.
 */
export function sweepWhenIdle({ idle, sweep, onFailure }: SweepOptions): TaskHandle {
  return idle.register(
    {
      idleMs: 0,
      hurry: { afterMs: 0, idleMs: 0, until: 'run' },
      onFailure,
      run: async () => {
        await sweep().catch(onFailure);
        return sweepIntervalMs;
      },
    },
    sweepIntervalMs,
  );
}
