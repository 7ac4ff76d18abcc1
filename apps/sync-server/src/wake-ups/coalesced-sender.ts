import { setTimeout as sleep } from 'node:timers/promises';

import type { ReportWakeUpError } from './wake-ups.ts';

/** Between two sends. A tenant that writes a thousand times a second is announced two hundred times. */
const briefly = 5;

export interface CoalescedSenderOptions {
  readonly pauseMilliseconds: number;
  /** Whether what comes while there is no way out waits for one. */
  readonly isKept: boolean;
}

export type SendBatch<Item> = (items: readonly Item[]) => Promise<void>;

/**
 * Sends at most one batch at a time, and of each key the newest item once in a batch. The first goes out at once; those that
 * come while it is under way, or while there is no connection, wait under their keys, so that no flood makes a queue.
 */
export class CoalescedSender<Item> {
  readonly #waiting = new Map<string, Item>();
  readonly #onError: ReportWakeUpError;
  readonly #options: CoalescedSenderOptions;
  #send: SendBatch<Item> | null = null;
  #underWay = Promise.resolve();
  #isSending = false;

  constructor(
    onError: ReportWakeUpError,
    options: CoalescedSenderOptions = { pauseMilliseconds: briefly, isKept: true },
  ) {
    this.#onError = onError;
    this.#options = options;
  }

  add(key: string, item: Item): void {
    if (this.#send === null && !this.#options.isKept) return;
    this.#waiting.set(key, item);
    void this.#sendWaiting();
  }

  /** From now on items go out this way. */
  open(send: SendBatch<Item>): void {
    this.#send = send;
    void this.#sendWaiting();
  }

  /** There is no way out until it is opened again. Waits for what is under way. */
  close(): Promise<void> {
    this.#send = null;
    if (!this.#options.isKept) this.#waiting.clear();
    return this.#underWay;
  }

  async #sendWaiting(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    while (this.#send !== null && this.#waiting.size > 0) {
      const items = [...this.#waiting.values()];
      this.#waiting.clear();
      this.#underWay = this.#send(items).catch(this.#onError);
      await this.#underWay;
      await sleep(this.#options.pauseMilliseconds);
    }
    this.#isSending = false;
  }
}
