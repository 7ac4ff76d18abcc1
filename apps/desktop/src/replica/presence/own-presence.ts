import type { SetPresenceInput } from '../../contract/presence.ts';

/** Between two statements. Who passes through the list is nowhere on the way. */
const pauseMs = 300;

/**
 * Says where the agent is: the first word at once, then the newest after each pause. What cannot be said now is not said
 * later, because the window says it again while it is true.
 */
export class OwnPresence {
  readonly #send: (statement: SetPresenceInput) => Promise<void>;
  #isConnected = false;
  #next: SetPresenceInput | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(send: (statement: SetPresenceInput) => Promise<void>) {
    this.#send = send;
  }

  /** There is somebody to tell, or nobody any more. */
  connected(isConnected: boolean): void {
    this.#isConnected = isConnected;
    if (!isConnected) this.#next = null;
  }

  say(statement: SetPresenceInput): void {
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
    this.#timer = setTimeout(() => this.#sendNext(), pauseMs);
  }
}
