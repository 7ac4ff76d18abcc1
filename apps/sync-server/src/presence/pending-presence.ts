import type { Presence } from '@holdfast/schema/protocol/presence';

import type { People } from './presence-state.ts';

/**
 * The conversations whose presence must be sent to one session. It keeps ids instead of messages and looks up the
 * people when it sends, so that a slow session gets only the current state.
 */
export class PendingPresence {
  readonly #peopleIn: (conversationId: number) => People;
  readonly #changed = new Set<number>();
  /** The last sent people of each conversation, as JSON, so that nothing is sent twice. */
  readonly #told = new Map<number, string>();

  constructor(peopleIn: (conversationId: number) => People) {
    this.#peopleIn = peopleIn;
  }

  /** Returns whether there is something to send for this conversation. */
  markChanged(conversationId: number): boolean {
    if (this.#textOf(conversationId) === (this.#told.get(conversationId) ?? '[]')) {
      this.#changed.delete(conversationId);
      return false;
    }
    this.#changed.add(conversationId);
    return true;
  }

  /** The conversation left the replica, which drops its presence. */
  forget(conversationId: number): void {
    this.#changed.delete(conversationId);
    this.#told.delete(conversationId);
  }

  *drain(): Generator<Presence, void, void> {
    for (const conversationId of this.#changed) {
      this.#changed.delete(conversationId);
      const people = this.#peopleIn(conversationId);
      if (people.length === 0) this.#told.delete(conversationId);
      else this.#told.set(conversationId, JSON.stringify(people));
      yield { type: 'presence', conversationId, people };
    }
  }

  #textOf(conversationId: number): string {
    return JSON.stringify(this.#peopleIn(conversationId));
  }
}
