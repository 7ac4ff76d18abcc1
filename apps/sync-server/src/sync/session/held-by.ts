import type { HeldScope } from '@holdfast/schema/domain/scope';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import type { Hello } from '@holdfast/schema/protocol/hello';

/** Everything that a replica says it holds, in one map. */
export function heldBy(hello: Hello): ReadonlyMap<number, HeldConversation> {
  const held = new Map(hello.held.map((conversation) => [conversation.conversationId, conversation]));
  const add = (ids: readonly number[], scope: HeldScope) => {
    for (const conversationId of ids) held.set(conversationId, { conversationId, scope, windowFrom: null });
  };
  add(hello.heldWhole, 'mine');
  add(hello.heldQueue, 'queue');
  add(hello.heldHeaders, 'header');
  return held;
}
