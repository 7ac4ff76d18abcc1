import type { SetPresenceInput } from '../../contract/presence.ts';

/** Minimum interval between two updates. It skips conversations that are selected for less. */
const minIntervalMs = 300;

/**
 * Sends the agent's own presence: the first update at once, then the newest after each interval. An update that cannot
 * be sent is dropped: the window repeats it while it is true.
 */
export class LocalPresence {
  readonly #send: (statement: SetPresenceInput) => Promise<void>;
  #isConnected = false;
  #next: SetPresenceInput | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(send: (statement: SetPresenceInput) => Promise<void>) {
    this.#send = send;
  }

  /** Call when the connection is established or lost. A lost connection drops the waiting update. */
  connected(isConnected: boolean): void {
    this.#isConnected = isConnected;
    if (!isConnected) this.#next = null;
  }

  update(statement: SetPresenceInput): void {
    if (!this.#isConnected) return;
    this.#next = statement;
    if (this.#timer === undefined) this.#sendNext();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#next = null;
  }

  #sendNext(): void {
    const statement = this.#next;
    this.#timer = undefined;
    if (statement === null) return;
    this.#next = null;
    this.#send(statement).catch(() => undefined);
    this.#timer = setTimeout(() => this.#sendNext(), minIntervalMs);
  }
}
