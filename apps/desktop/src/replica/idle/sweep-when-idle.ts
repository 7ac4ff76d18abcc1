import type { IdleScheduler } from './idle-scheduler.ts';
import type { TaskHandle } from './registered-task.ts';

export interface SweepOptions {
  readonly idle: IdleScheduler;
  readonly sweep: () => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}

const lookMs = 15_000;

/**
 * Sweeps every 15 s. It waits for no pause itself, because a log that is too large is given back at any time; everything
 * else waits in `planMaintenance`, by the same clock.
 */
export function sweepWhenIdle({ idle, sweep, onFailure }: SweepOptions): TaskHandle {
  return idle.register(
    {
      idleMs: 0,
      hurry: { afterMs: 0, idleMs: 0, until: 'run' },
      onFailure,
      run: async () => {
        await sweep().catch(onFailure);
        return lookMs;
      },
    },
    lookMs,
  );
}
