import type { ActivityMonitor } from './activity.ts';
import { readyAt, waitAfter } from './idle-terms.ts';
import type { IdleTerms, IdleWait } from './idle-terms.ts';

export interface IdleTask extends IdleTerms {
  /** Does one batch of work. Resolves with the milliseconds until the next one, or null if there is none until `wake`. */
  run(moment: { readonly isHurried: boolean }): Promise<number | null>;
  /** Called when `run` fails. The task then sleeps until `wake`. */
  readonly onFailure: (error: unknown) => void;
}

export interface TaskHandle {
  /** Call when there can be work. */
  wake(): void;
  /** Resolves when the running batch has ended. */
  stop(): Promise<void>;
}

/** The timer of one task. It fires at the earliest possible time and checks again: activity can only delay the task. */
export class RegisteredTask implements TaskHandle {
  readonly #task: IdleTask;
  readonly #activity: ActivityMonitor;
  /** Null while the task sleeps or runs. */
  #wait: IdleWait | null = null;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #isWokenDuringRun = false;
  #isStopped = false;

  constructor(task: IdleTask, activity: ActivityMonitor, delayMs: number) {
    this.#task = task;
    this.#activity = activity;
    this.#waitFromNow(delayMs);
  }

  wake(): void {
    if (this.#running !== null) this.#isWokenDuringRun = true;
    else if (this.#wait === null) this.#waitFromNow(0);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #waitFromNow(delayMs: number): void {
    const from = this.#activity.now() + delayMs;
    this.#waitFor({ from, since: from });
  }

  #waitFor(wait: IdleWait): void {
    if (this.#isStopped) return;
    this.#wait = wait;
    const leftMs = readyAt(this.#task, wait, this.#activity.lastAt) - this.#activity.now();
    this.#timer = setTimeout(() => this.#look(wait), Math.max(0, Math.ceil(leftMs)));
    this.#timer.unref();
  }

  #look(wait: IdleWait): void {
    if (readyAt(this.#task, wait, this.#activity.lastAt) > this.#activity.now()) return this.#waitFor(wait);
    this.#wait = null;
    this.#running = this.#run(wait);
  }

  async #run(wait: IdleWait): Promise<void> {
    const isHurried = this.#activity.idleMs < this.#task.idleMs;
    this.#isWokenDuringRun = false;
    let delayMs: number | null = null;
    try {
      delayMs = await this.#task.run({ isHurried });
    } catch (error) {
      this.#task.onFailure(error);
    }
    this.#running = null;
    if (delayMs !== null)
      this.#waitFor(waitAfter(this.#task, wait, { isHurried, from: this.#activity.now() + delayMs }));
    else if (this.#isWokenDuringRun) this.wake();
  }
}
