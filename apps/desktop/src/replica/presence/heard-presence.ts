import type { Presence } from '@holdfast/schema/protocol/presence';
import { presenceKey } from '../live/change-set.ts';
import type { ChangeSet } from '../live/change-set.ts';

type People = Presence['people'];

/** What the server said of others, in memory alone: it is true only while there is a connection. */
export class HeardPresence {
  readonly #people = new Map<number, People>();

  /** Everybody who is in a conversation, by conversation. */
  get all(): ReadonlyMap<number, People> {
    return this.#people;
  }

  in(conversationId: number): People {
    return this.#people.get(conversationId) ?? [];
  }

  /** Answers what changed by it. */
  hear({ conversationId, people }: Presence): ChangeSet {
    if (people.length === 0) this.#people.delete(conversationId);
    else this.#people.set(conversationId, people);
    return new Set(['presence', presenceKey(conversationId)]);
  }

  /** The connection is gone. Answers what changed by it. */
  forget(): ChangeSet {
    if (this.#people.size === 0) return new Set();
    const changed: ChangeSet = new Set(['presence', ...[...this.#people.keys()].map(presenceKey)]);
    this.#people.clear();
    return changed;
  }
}
