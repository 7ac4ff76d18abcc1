import type { Delta } from '@holdfast/schema/protocol/delta';
import type { Activity, Presence } from '@holdfast/schema/protocol/presence';

import { PresenceMailbox } from './presence-mailbox.ts';
import type { People } from './presence-board.ts';
import { TokenBucket } from './token-bucket.ts';

/** The session's side of a presence handle. */
export interface SeatedSession {
  holds(conversationId: number): boolean;
  /** Called when there is presence to send. */
  wake(): void;
}

/** The tenant's side of a presence handle. */
export interface SeatedTenant {
  join(seat: PresenceSeat): void;
  leave(seat: PresenceSeat): void;
  say(seat: PresenceSeat, conversationId: number | null, activity: Activity): void;
  peopleIn(conversationId: number, exceptUserId: number): People;
  /** The conversations in which at least one session is present. */
  inhabited(): Iterable<number>;
}

const atOnce = 20;
const perSecond = 4;

/**
 * Connects one session with its tenant's presence: receives its agent's updates, and collects what must be sent to it.
 */
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

  /** Starts notifying the session, first about the current presence. */
  sit(session: SeatedSession): void {
    this.#session = session;
    this.changed(this.#tenant.inhabited());
  }

  /** Removes the agent's presence. A closed handle cannot be used again. */
  leave(): void {
    this.#session = null;
    this.#tenant.leave(this);
  }

  /**
   * Sets the agent's presence. A conversation that the session does not hold counts as none: it has just left, or the
   * client made it up. Returns false and does nothing if the rate limit is exceeded.
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
    let hasChanges = false;
    for (const id of conversationIds)
      hasChanges = (session.holds(id) && this.#mailbox.changed(id)) || hasChanges;
    if (hasChanges) session.wake();
  }

  /**
   * Call with each delta that is sent: drops presence of conversations that left, and queues presence of those that
   * entered.
   */
  moved({ left, entered }: Pick<Delta, 'left' | 'entered'>): void {
    for (const id of left) this.#mailbox.left(id);
    this.changed(entered.map(({ conversationId }) => conversationId));
  }

  /** Yields the presence messages that must be sent now. */
  take(): Generator<Presence, void, void> {
    return this.#mailbox.take();
  }
}
