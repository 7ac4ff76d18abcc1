import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import type { SyncSession } from './sync-session.ts';

/** The sessions of this process, so that an acknowledgement finds its own. */
export class SessionRegistry {
  readonly #sessions = new Map<string, SyncSession>();
  readonly #onSize: (size: number) => void;

  /** @param onSize told how many they are whenever one comes or goes */
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
   * The session of this id, if it is this device's.
   * @throws HoldfastError HF_SESSION_UNKNOWN otherwise: one device must not acknowledge for another
   */
  find(id: string, deviceId: number): SyncSession {
    const session = this.#sessions.get(id);
    if (session?.deviceId !== deviceId) throw new HoldfastError('HF_SESSION_UNKNOWN');
    return session;
  }

  /** When the server begins to stop. */
  wakeAll(): void {
    for (const session of this.#sessions.values()) session.wake();
  }

  count(): { readonly attached: number; readonly detached: number } {
    let attached = 0;
    for (const session of this.#sessions.values()) attached += session.isAttached ? 1 : 0;
    return { attached, detached: this.#sessions.size - attached };
  }
}
