import type { PresenceActivity, Presence } from '@holdfast/schema/protocol/presence';

import type { PresenceTtls } from './presence-ttls.ts';

export type People = Presence['people'];

/**
 * Presence of the agent of one session, of this or another process. `conversationId` is null if no conversation is
 * open.
 */
export interface PresenceUpdate {
  readonly sessionId: string;
  readonly userId: number;
  readonly conversationId: number | null;
  readonly activity: PresenceActivity;
}

interface PresenceEntry {
  readonly userId: number;
  readonly conversationId: number;
  readonly activity: PresenceActivity;
  readonly updatedAt: number;
}

/** Maximum number of users listed per conversation (rule P1). */
const maxPeople = 20;

/** Presence of one tenant, by session (rule P1). `now` is in milliseconds, of any clock that does not go back. */
export class PresenceState {
  readonly #lifetimes: PresenceTtls;
  readonly #stays = new Map<string, PresenceEntry>();
  readonly #sessionsIn = new Map<number, Set<string>>();

  constructor(lifetimes: PresenceTtls) {
    this.#lifetimes = lifetimes;
  }

  get isEmpty(): boolean {
    return this.#stays.size === 0;
  }

  /** The conversations in which at least one session is present. */
  occupiedConversations(): Iterable<number> {
    return this.#sessionsIn.keys();
  }

  /** Replaces the session's previous update. Returns the conversations whose presence changed. */
  update({ sessionId, userId, conversationId, activity }: PresenceUpdate, now: number): ReadonlySet<number> {
    const before = this.#stays.get(sessionId);
    this.#remove(sessionId);
    if (conversationId !== null) this.#add(sessionId, { userId, conversationId, activity, updatedAt: now });
    if (before?.conversationId === conversationId && before?.activity === activity) return new Set();
    return new Set([before?.conversationId, conversationId].filter((id) => typeof id === 'number'));
  }

  /** Applies the times to live. Returns the conversations whose presence changed. */
  expire(now: number): ReadonlySet<number> {
    const changed = new Set<number>();
    for (const [sessionId, entry] of this.#stays) {
      const ageMs = now - entry.updatedAt;
      if (ageMs >= this.#lifetimes.viewing) this.#remove(sessionId);
      else if (entry.activity === 'typing' && ageMs >= this.#lifetimes.typing)
        this.#stays.set(sessionId, { ...entry, activity: 'viewing' });
      else continue;
      changed.add(entry.conversationId);
    }
    return changed;
  }

  /** Lists each other user once, also with several devices. A user who types on any of them is listed as typing. */
  peopleIn(conversationId: number, exceptUserId: number): People {
    const activities = new Map<number, PresenceActivity>();
    for (const sessionId of this.#sessionsIn.get(conversationId) ?? []) {
      const entry = this.#stays.get(sessionId);
      if (entry === undefined || entry.userId === exceptUserId) continue;
      if (activities.get(entry.userId) !== 'typing') activities.set(entry.userId, entry.activity);
    }
    return [...activities]
      .map(([userId, activity]) => ({ userId, activity }))
      .toSorted((left, right) => left.userId - right.userId)
      .slice(0, maxPeople);
  }

  #add(sessionId: string, entry: PresenceEntry): void {
    this.#stays.set(sessionId, entry);
    const sessions = this.#sessionsIn.get(entry.conversationId) ?? new Set();
    this.#sessionsIn.set(entry.conversationId, sessions.add(sessionId));
  }

  #remove(sessionId: string): void {
    const entry = this.#stays.get(sessionId);
    if (entry === undefined) return;
    this.#stays.delete(sessionId);
    const sessions = this.#sessionsIn.get(entry.conversationId);
    sessions?.delete(sessionId);
    if (sessions?.size === 0) this.#sessionsIn.delete(entry.conversationId);
  }
}
