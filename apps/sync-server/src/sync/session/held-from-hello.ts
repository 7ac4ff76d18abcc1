import type { HeldScope } from '@holdfast/schema/domain/scope';
import type { HeldConversation } from '@holdfast/schema/protocol/held-conversation';
import type { Hello } from '@holdfast/schema/protocol/hello';

/** All held conversations of a hello, by conversation id. */
export function heldFromHello(hello: Hello): ReadonlyMap<number, HeldConversation> {
  const held = new Map(hello.held.map((conversation) => [conversation.conversationId, conversation]));
  const add = (ids: readonly number[], scope: HeldScope) => {
    for (const conversationId of ids) held.set(conversationId, { conversationId, scope, windowFrom: null });
  };
  add(hello.heldWhole, 'mine');
  add(hello.heldQueue, 'queue');
  add(hello.heldHeaders, 'header');
  return held;
}
