import { setTimeout as sleep } from 'node:timers/promises';

import type { ReportWakeUpError } from './wake-ups.ts';

/** Between two sends. A tenant that writes a thousand times a second is announced two hundred times. */
const pauseMilliseconds = 5;

export type SendAnnouncements = (schemaNames: readonly string[]) => Promise<void>;

/**
 * Sends announcements at most one batch at a time and each tenant once in a batch. The first goes out at once; those that
 * come while it is under way, or while there is no connection, wait as names in a set, so that no flood makes a queue.
 */
export class CoalescedSender {
  readonly #waiting = new Set<string>();
  readonly #onError: ReportWakeUpError;
  #send: SendAnnouncements | null = null;
  #underWay = Promise.resolve();
  #isSending = false;

  constructor(onError: ReportWakeUpError) {
    this.#onError = onError;
  }

  add(schemaName: string): void {
    this.#waiting.add(schemaName);
    void this.#sendWaiting();
  }

  /** From now on announcements go out this way. */
  open(send: SendAnnouncements): void {
    this.#send = send;
    void this.#sendWaiting();
  }

  /** There is no way out until it is opened again. Waits for what is under way. */
  close(): Promise<void> {
    this.#send = null;
    return this.#underWay;
  }

  async #sendWaiting(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    while (this.#send !== null && this.#waiting.size > 0) {
      const schemaNames = [...this.#waiting];
      this.#waiting.clear();
      this.#underWay = this.#send(schemaNames).catch(this.#onError);
      await this.#underWay;
      await sleep(pauseMilliseconds);
    }
    this.#isSending = false;
  }
}
