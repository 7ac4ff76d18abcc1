import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import type { SyncSession } from './sync-session.ts';

/** The sessions of this process by id. Requests such as acknowledgements find their session here. */
export class SyncSessionRegistry {
  readonly #sessions = new Map<string, SyncSession>();
  readonly #onSize: (size: number) => void;

  /** @param onSize called with the number of sessions after each change */
  constructor(onSize: (size: number) => void = () => undefined) {
    this.#onSize = onSize;
  }

  add(id: string, session: SyncSession): void {
    this.#sessions.set(id, session);
    this.#onSize(this.#sessions.size);
  }

  remove(id: string): void {
    this.#sessions.delete(id);
    this.#onSize(this.#sessions.size);
  }

  /**
   * Returns the session with this id.
   * @throws HoldfastError HF_SESSION_UNKNOWN if it is not this device's: a device must not acknowledge for another one
   */
  find(id: string, deviceId: number): SyncSession {
    const session = this.#sessions.get(id);
    if (session?.deviceId !== deviceId) throw new HoldfastError('HF_SESSION_UNKNOWN');
    return session;
  }

  /** Called when the server begins to stop: each session then checks `draining`. */
  wakeAll(): void {
    for (const session of this.#sessions.values()) session.wake();
  }

  count(): { readonly attached: number; readonly detached: number } {
    let attached = 0;
    for (const session of this.#sessions.values()) attached += session.isAttached ? 1 : 0;
    return { attached, detached: this.#sessions.size - attached };
  }
}
