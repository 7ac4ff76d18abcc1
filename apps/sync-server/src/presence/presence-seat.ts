import type { Delta } from '@holdfast/schema/protocol/delta';
import type { Activity, Presence } from '@holdfast/schema/protocol/presence';

import { PresenceMailbox } from './presence-mailbox.ts';
import type { People } from './presence-board.ts';
import { TokenBucket } from './token-bucket.ts';

/** What a seat has to know of its session. */
export interface SeatedSession {
  holds(conversationId: number): boolean;
  /** There is something to take. */
  wake(): void;
}

/** What a seat needs of its tenant's presence. */
export interface SeatedTenant {
  join(seat: PresenceSeat): void;
  leave(seat: PresenceSeat): void;
  say(seat: PresenceSeat, conversationId: number | null, activity: Activity): void;
  peopleIn(conversationId: number, exceptUserId: number): People;
  /** The conversations with somebody in them. */
  inhabited(): Iterable<number>;
}

const atOnce = 20;
const perSecond = 4;

/** One session's place in the presence of its tenant: what its agent says, and what it is yet to be told. */
export class PresenceSeat {
  readonly sessionId: string;
  readonly userId: number;
  readonly #tenant: SeatedTenant;
  readonly #mailbox: PresenceMailbox;
  readonly #rate = new TokenBucket(atOnce, perSecond);
  #session: SeatedSession | null = null;

  constructor(tenant: SeatedTenant, sessionId: string, userId: number) {
    this.#tenant = tenant;
    this.sessionId = sessionId;
    this.userId = userId;
    tenant.join(this);
    this.#mailbox = new PresenceMailbox((conversationId) => tenant.peopleIn(conversationId, userId));
  }

  /** From now on it hears of the others, first of those who are there already. */
  sit(session: SeatedSession): void {
    this.#session = session;
    this.changed(this.#tenant.inhabited());
  }

  /** The agent is nowhere any more. Once: the seat cannot be taken again. */
  leave(): void {
    this.#session = null;
    this.#tenant.leave(this);
  }

  /**
   * A conversation that the session does not hold counts as none: it has just been taken away, or it was guessed.
   * Answers false, and has done nothing, where too much was said.
   */
  say(conversationId: number | null, activity: Activity): boolean {
    if (!this.#rate.take(performance.now())) return false;
    if (this.#session === null) return true;
    const isHeld = conversationId !== null && this.#session.holds(conversationId);
    this.#tenant.say(this, isHeld ? conversationId : null, activity);
    return true;
  }

  changed(conversationIds: Iterable<number>): void {
    const session = this.#session;
    if (session === null) return;
    let isNews = false;
    for (const id of conversationIds) isNews = (session.holds(id) && this.#mailbox.changed(id)) || isNews;
    if (isNews) session.wake();
  }

  /** The replica is told of conversations that leave it, and of some that it holds from now on. */
  moved({ left, entered }: Pick<Delta, 'left' | 'entered'>): void {
    for (const id of left) this.#mailbox.left(id);
    this.changed(entered.map(({ conversationId }) => conversationId));
  }

  /** What there is to tell at this moment. */
  take(): Generator<Presence, void, void> {
    return this.#mailbox.take();
  }
}
