import type { HeldScope } from '@holdfast/schema/domain/scope';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';

import type { AttachedReplica } from './route-tick.ts';
import { allowedScope, type ConversationOwnership } from '@holdfast/schema/scope/conversation-scope';

/** The conversations and devices that the sessions of one tick need rows for. A tick reads no other rows. */
export class SubscribedRows {
  readonly #replicas: readonly AttachedReplica[];
  readonly #devices: ReadonlySet<number>;

  constructor(replicas: readonly AttachedReplica[]) {
    this.#replicas = replicas;
    this.#devices = new Set(replicas.map((replica) => replica.deviceId));
  }

  hasDevice(deviceId: number): boolean {
    return this.#devices.has(deviceId);
  }

  isHeld(conversationId: number): boolean {
    return this.#replicas.some((replica) => replica.held.has(conversationId));
  }

  /** The conversations that enter at least one session, by scope. */
  entering(
    placements: ReadonlyMap<number, ConversationOwnership>,
  ): ReadonlyMap<HeldScope, readonly number[]> {
    const entering = new Map<HeldScope, Set<number>>();
    for (const [id, placement] of placements) {
      for (const replica of this.#replicas) {
        const scope = allowedScope(replica.userId, placement);
        const held: HeldConversation | undefined = replica.held.get(id);
        if (scope === null || held?.scope === scope) continue;
        const ids = entering.get(scope) ?? new Set<number>();
        entering.set(scope, ids.add(id));
      }
    }
    return new Map([...entering].map(([scope, ids]) => [scope, [...ids]]));
  }
}
