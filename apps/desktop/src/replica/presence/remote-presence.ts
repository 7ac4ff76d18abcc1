import type { Presence } from '@holdfast/schema/protocol/presence';
import { presenceKey } from '../live/change-set.ts';
import type { ChangeSet } from '../live/change-set.ts';

type People = Presence['people'];

/** The presence of other agents, from the server. Kept in memory, because it is valid only while connected. */
export class RemotePresence {
  readonly #people = new Map<number, People>();

  /** The agents in each conversation, by conversation id. */
  get all(): ReadonlyMap<number, People> {
    return this.#people;
  }

  in(conversationId: number): People {
    return this.#people.get(conversationId) ?? [];
  }

  /** Returns the changed keys. */
  apply({ conversationId, people }: Presence): ChangeSet {
    if (people.length === 0) this.#people.delete(conversationId);
    else this.#people.set(conversationId, people);
    return new Set(['presence', presenceKey(conversationId)]);
  }

  /** Call when the connection is lost. Returns the changed keys. */
  forget(): ChangeSet {
    if (this.#people.size === 0) return new Set();
    const changed: ChangeSet = new Set(['presence', ...[...this.#people.keys()].map(presenceKey)]);
    this.#people.clear();
    return changed;
  }
}
