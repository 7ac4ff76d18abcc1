import type { Presence } from '@holdfast/schema/protocol/presence';

import type { People } from './presence-board.ts';

/**
 * What one session is yet to be told: conversations, not messages. Who is there is looked up at the moment of telling, so
 * that a session which may not be sent anything for a while misses what has passed and nothing more.
 */
export class PresenceMailbox {
  readonly #peopleIn: (conversationId: number) => People;
  readonly #changed = new Set<number>();
  /** What was said of conversations with people in them, to say nothing twice. */
  readonly #told = new Map<number, string>();

  constructor(peopleIn: (conversationId: number) => People) {
    this.#peopleIn = peopleIn;
  }

  /** Answers whether there is something to tell. */
  changed(conversationId: number): boolean {
    if (this.#textOf(conversationId) === (this.#told.get(conversationId) ?? '[]')) {
      this.#changed.delete(conversationId);
      return false;
    }
    this.#changed.add(conversationId);
    return true;
  }

  /** The replica forgets who was in a conversation that leaves it. */
  left(conversationId: number): void {
    this.#changed.delete(conversationId);
    this.#told.delete(conversationId);
  }

  *take(): Generator<Presence, void, void> {
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
