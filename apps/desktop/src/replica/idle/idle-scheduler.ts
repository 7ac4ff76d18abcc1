import type { ActivityMonitor } from './activity.ts';
import { RegisteredTask } from './registered-task.ts';
import type { IdleTask, TaskHandle } from './registered-task.ts';

/** Runs everything that waits for the agent and the server to pause, by the clock of one `Activity`. */
export class IdleScheduler {
  readonly activity: ActivityMonitor;

  constructor(activity: ActivityMonitor) {
    this.activity = activity;
  }

  /** The task first runs at the next moment that meets its terms, at the earliest after `delayMs`. */
  register(task: IdleTask, delayMs = 0): TaskHandle {
    return new RegisteredTask(task, this.activity, delayMs);
  }
}
