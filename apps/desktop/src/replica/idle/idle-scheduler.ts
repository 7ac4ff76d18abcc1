import type { ActivityMonitor } from './activity.ts';
import { RegisteredTask } from './registered-task.ts';
import type { IdleTask, TaskHandle } from './registered-task.ts';

/** Runs the tasks that wait for idle time: a time without queries, actions and deltas, by one `ActivityMonitor`. */
export class IdleScheduler {
  readonly activity: ActivityMonitor;

  constructor(activity: ActivityMonitor) {
    this.activity = activity;
  }

  /** Registers a task. It first runs when its terms are met, at the earliest after `delayMs`. */
  register(task: IdleTask, delayMs = 0): TaskHandle {
    return new RegisteredTask(task, this.activity, delayMs);
  }
}
