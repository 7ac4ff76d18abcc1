import type { Activity, Presence } from '@holdfast/schema/protocol/presence';

import type { PresenceLifetimes } from './lifetimes.ts';

export type People = Presence['people'];

/** What a session of this or another process says of its agent; at no conversation: null. */
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

/** More than fit a screen; who comes later is not shown. */
const mostPeople = 20;

/** Who of one tenant is in which conversation right now, by session (rule P1). Time is given: milliseconds of any clock. */
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

  /** The conversations with somebody in them. */
  inhabited(): Iterable<number> {
    return this.#sessionsIn.keys();
  }

  /** Takes the place of what the session said before. Answers the conversations in which something changed. */
  say({ sessionId, userId, conversationId, activity }: Statement, now: number): ReadonlySet<number> {
    const before = this.#stays.get(sessionId);
    this.#remove(sessionId);
    if (conversationId !== null) this.#add(sessionId, { userId, conversationId, activity, saidAt: now });
    if (before?.conversationId === conversationId && before?.activity === activity) return new Set();
    return new Set([before?.conversationId, conversationId].filter((id) => typeof id === 'number'));
  }

  /** Forgets what was not said again. Answers the conversations in which something changed. */
  expire(now: number): ReadonlySet<number> {
    const changed = new Set<number>();
    for (const [sessionId, stay] of this.#stays) {
      const silence = now - stay.saidAt;
      if (silence >= this.#lifetimes.viewing) this.#remove(sessionId);
      else if (stay.activity === 'typing' && silence >= this.#lifetimes.typing)
        this.#stays.set(sessionId, { ...stay, activity: 'viewing' });
      else continue;
      changed.add(stay.conversationId);
    }
    return changed;
  }

  /** Everybody but this user, who has perhaps more than one device: each once, typing if on any of them. */
  peopleIn(conversationId: number, exceptUserId: number): People {
    const activities = new Map<number, Activity>();
    for (const sessionId of this.#sessionsIn.get(conversationId) ?? []) {
      const stay = this.#stays.get(sessionId);
      if (stay === undefined || stay.userId === exceptUserId) continue;
      if (activities.get(stay.userId) !== 'typing') activities.set(stay.userId, stay.activity);
    }
    return [...activities]
      .map(([userId, activity]) => ({ userId, activity }))
      .toSorted((left, right) => left.userId - right.userId)
      .slice(0, mostPeople);
  }

  #add(sessionId: string, stay: Stay): void {
    this.#stays.set(sessionId, stay);
    const sessions = this.#sessionsIn.get(stay.conversationId) ?? new Set();
    this.#sessionsIn.set(stay.conversationId, sessions.add(sessionId));
  }

  #remove(sessionId: string): void {
    const stay = this.#stays.get(sessionId);
    if (stay === undefined) return;
    this.#stays.delete(sessionId);
    const sessions = this.#sessionsIn.get(stay.conversationId);
    sessions?.delete(sessionId);
    if (sessions?.size === 0) this.#sessionsIn.delete(stay.conversationId);
  }
}
