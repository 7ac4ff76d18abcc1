import type { ServerSession } from './server-session.ts';
import type { SyncTarget } from './sync-target.ts';

/** Fetches id blocks while the target has too few. Concurrent calls share one fetch. */
export class IdRefiller {
  readonly #session: ServerSession;
  readonly #target: SyncTarget;
  #refilling: Promise<void> | undefined;

  constructor(session: ServerSession, target: SyncTarget) {
    this.#session = session;
    this.#target = target;
  }

  refill(): Promise<void> {
    this.#refilling ??= this.#fetchBlocks().finally(() => {
      this.#refilling = undefined;
    });
    return this.#refilling;
  }

  async #fetchBlocks(): Promise<void> {
    while (this.#target.needsIds()) await this.#target.addIds(await this.#session.allocateIds());
  }
}
