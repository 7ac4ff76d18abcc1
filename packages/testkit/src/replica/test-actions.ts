import type { Action } from '@holdfast/desktop/replica/actions/run-mutations';

export function sendMessageAction(conversationId: number, content: string): Action<'sendMessage'> {
  return {
    name: 'sendMessage',
    newIds: 1,
    args: ([messageId = 0]) => ({ messageId, conversationId, content, cannedResponseId: null, basis: null }),
  };
}

export function addTagAction(conversationId: number, tagId: number): Action<'addTag'> {
  return { name: 'addTag', newIds: 0, args: () => ({ conversationId, tagId }) };
}

export function testSetStatusAction(
  conversationId: number,
  status: 'open' | 'pending' | 'resolved',
): Action<'setStatus'> {
  return { name: 'setStatus', newIds: 0, args: () => ({ conversationId, status, snoozedUntil: null }) };
}
