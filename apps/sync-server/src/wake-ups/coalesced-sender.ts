import { setTimeout as sleep } from 'node:timers/promises';

import type { ReportWakeUpError } from './wake-ups.ts';

/**
 * Minimum interval between two sends: at most 200 wake-ups per second, also for a tenant with 1,000 commits per second.
 */
const defaultIntervalMs = 5;

export interface CoalescedSenderOptions {
  readonly intervalMs: number;
  /** Whether items that are added without a connection are kept until there is one. */
  readonly buffersWhileClosed: boolean;
}

export type SendBatch<Item> = (items: readonly Item[]) => Promise<void>;

/**
 * Sends one batch at a time. A batch has only the newest item of each key. The first item is sent at once; items that
 * are added during a send, or without a connection, replace earlier ones of their key, so that no queue builds up.
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
    options: CoalescedSenderOptions = { intervalMs: defaultIntervalMs, buffersWhileClosed: true },
  ) {
    this.#onError = onError;
    this.#options = options;
  }

  add(key: string, item: Item): void {
    if (this.#send === null && !this.#options.buffersWhileClosed) return;
    this.#waiting.set(key, item);
    void this.#sendWaiting();
  }

  /** Starts sending with this function. */
  open(send: SendBatch<Item>): void {
    this.#send = send;
    void this.#sendWaiting();
  }

  /** Stops sending until `open` is called again. Resolves when the running send has ended. */
  close(): Promise<void> {
    this.#send = null;
    if (!this.#options.buffersWhileClosed) this.#waiting.clear();
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
      await sleep(this.#options.intervalMs);
    }
    this.#isSending = false;
  }
}
