import type { Delta } from '@holdfast/schema/protocol/delta';
import type { PresenceActivity, Presence } from '@holdfast/schema/protocol/presence';

import { PendingPresence } from './pending-presence.ts';
import type { People } from './presence-state.ts';
import { TokenBucket } from './token-bucket.ts';

/** The session's side of a presence handle. */
export interface PresenceSubscriber {
  holds(conversationId: number): boolean;
  /** Called when there is presence to send. */
  wake(): void;
}

/** The tenant's side of a presence handle. */
export interface SeatedTenant {
  join(seat: PresenceHandle): void;
  close(seat: PresenceHandle): void;
  update(seat: PresenceHandle, conversationId: number | null, activity: PresenceActivity): void;
  peopleIn(conversationId: number, exceptUserId: number): People;
  /** The conversations in which at least one session is present. */
  occupiedConversations(): Iterable<number>;
}

const burstSize = 20;
const refillPerSecond = 4;

/**
 * Connects one session with its tenant's presence: receives its agent's updates, and collects what must be sent to it.
 */
export class PresenceHandle {
  readonly sessionId: string;
  readonly userId: number;
  readonly #tenant: SeatedTenant;
  readonly #mailbox: PendingPresence;
  readonly #rate = new TokenBucket(burstSize, refillPerSecond);
  #session: PresenceSubscriber | null = null;

  constructor(tenant: SeatedTenant, sessionId: string, userId: number) {
    this.#tenant = tenant;
    this.sessionId = sessionId;
    this.userId = userId;
    tenant.join(this);
    this.#mailbox = new PendingPresence((conversationId) => tenant.peopleIn(conversationId, userId));
  }

  /** Starts notifying the session, first about the current presence. */
  subscribe(session: PresenceSubscriber): void {
    this.#session = session;
    this.notify(this.#tenant.occupiedConversations());
  }

  /** Removes the agent's presence. A closed handle cannot be used again. */
  close(): void {
    this.#session = null;
    this.#tenant.close(this);
  }

  /**
   * Sets the agent's presence. A conversation that the session does not hold counts as none: it has just left, or the
   * client made it up. Returns false and does nothing if the rate limit is exceeded.
   */
  update(conversationId: number | null, activity: PresenceActivity): boolean {
    if (!this.#rate.take(performance.now())) return false;
    if (this.#session === null) return true;
    const isHeld = conversationId !== null && this.#session.holds(conversationId);
    this.#tenant.update(this, isHeld ? conversationId : null, activity);
    return true;
  }

  notify(conversationIds: Iterable<number>): void {
    const session = this.#session;
    if (session === null) return;
    let hasChanges = false;
    for (const id of conversationIds)
      hasChanges = (session.holds(id) && this.#mailbox.markChanged(id)) || hasChanges;
    if (hasChanges) session.wake();
  }

  /**
   * Call with each delta that is sent: drops presence of conversations that left, and queues presence of those that
   * entered.
   */
  onScopeChange({ left, entered }: Pick<Delta, 'left' | 'entered'>): void {
    for (const id of left) this.#mailbox.forget(id);
    this.notify(entered.map(({ conversationId }) => conversationId));
  }

  /** Yields the presence messages that must be sent now. */
  drain(): Generator<Presence, void, void> {
    return this.#mailbox.drain();
  }
}
