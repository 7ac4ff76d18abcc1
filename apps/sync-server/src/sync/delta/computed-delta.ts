import type { Delta } from '@holdfast/schema/protocol/delta';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';

import type { WindowRequests } from '../window/window-requests.ts';

/** A delta without its number, and what the replica holds once it has applied it. */
export interface ComputedDelta {
  readonly delta: Omit<Delta, 'type' | 'batchId'>;
  readonly held: ReadonlyMap<number, HeldConversation>;
  /** The requests that this delta answers; one without an answer in `entered` was for a conversation out of scope. */
  readonly answered: WindowRequests;
  /** Nothing was computed: the replica must be asked for digests first (rule E4). */
  readonly needsDigests: boolean;
}

/** What is held once conversations have left and others have entered, or come to be held otherwise. */
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
