import type { Delta } from '@holdfast/schema/protocol/delta';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';

import type { WindowRequests } from '../window/window-requests.ts';

/** A delta without its batch id, and the conversations that the replica holds once it has applied it. */
export interface ComputedDelta {
  readonly delta: Omit<Delta, 'type' | 'batchId'>;
  readonly held: ReadonlyMap<number, HeldConversation>;
  /** Window requests that are done with this delta. Those without an entry in `entered` were out of scope. */
  readonly appliedWindowRequests: WindowRequests;
  /** True if no delta was computed, because the server needs the replica's digests first (rule E4). */
  readonly needsDigests: boolean;
}

/** Returns the held conversations after `left` are removed and `entered` are added or replaced. */
export function heldAfter(
  before: ReadonlyMap<number, HeldConversation>,
  left: readonly number[],
  entered: readonly HeldConversation[],
): ReadonlyMap<number, HeldConversation> {
  const held = new Map(before);
  for (const id of left) held.delete(id);
  for (const conversation of entered) held.set(conversation.conversationId, conversation);
  return held;
}
