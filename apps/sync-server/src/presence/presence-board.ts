import type { Activity, Presence } from '@holdfast/schema/protocol/presence';

import type { PresenceLifetimes } from './lifetimes.ts';

export type People = Presence['people'];

/**
 * Presence of the agent of one session, of this or another process. `conversationId` is null if no conversation is
 * open.
 */
export interface Statement {
  readonly sessionId: string;
  readonly userId: number;
  readonly conversationId: number | null;
  readonly activity: Activity;
}

interface Stay {
  readonly userId: number;
  readonly conversationId: number;
  readonly activity: Activity;
  readonly saidAt: number;
}

/** Maximum number of users listed per conversation (rule P1). */
const mostPeople = 20;

/** Presence of one tenant, by session (rule P1). `now` is in milliseconds, of any clock that does not go back. */
export class PresenceBoard {
  readonly #lifetimes: PresenceLifetimes;
  readonly #stays = new Map<string, Stay>();
  readonly #sessionsIn = new Map<number, Set<string>>();

  constructor(lifetimes: PresenceLifetimes) {
    this.#lifetimes = lifetimes;
  }

  get isEmpty(): boolean {
    return this.#stays.size === 0;
  }

  /** The conversations in which at least one session is present. */
  inhabited(): Iterable<number> {
    return this.#sessionsIn.keys();
  }

  /** Replaces the session's previous update. Returns the conversations whose presence changed. */
  say({ sessionId, userId, conversationId, activity }: Statement, now: number): ReadonlySet<number> {
    const before = this.#stays.get(sessionId);
    this.#remove(sessionId);
    if (conversationId !== null) this.#add(sessionId, { userId, conversationId, activity, saidAt: now });
    if (before?.conversationId === conversationId && before?.activity === activity) return new Set();
    return new Set([before?.conversationId, conversationId].filter((id) => typeof id === 'number'));
  }

  /** Applies the times to live. Returns the conversations whose presence changed. */
  expire(now: number): ReadonlySet<number> {
    const changed = new Set<number>();
    for (const [sessionId, entry] of this.#stays) {
      const ageMs = now - entry.saidAt;
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
    const activities = new Map<number, Activity>();
    for (const sessionId of this.#sessionsIn.get(conversationId) ?? []) {
      const entry = this.#stays.get(sessionId);
      if (entry === undefined || entry.userId === exceptUserId) continue;
      if (activities.get(entry.userId) !== 'typing') activities.set(entry.userId, entry.activity);
    }
    return [...activities]
      .map(([userId, activity]) => ({ userId, activity }))
      .toSorted((left, right) => left.userId - right.userId)
      .slice(0, mostPeople);
  }

  #add(sessionId: string, entry: Stay): void {
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
