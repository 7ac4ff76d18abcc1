import type { Action } from '@holdfast/desktop/replica/actions/run-mutations';

/** A reply without a basis, so the stale reply guard does not apply. */
export function sendAction(conversationId: number, content: string): Action<'sendMessage'> {
  return {
    name: 'sendMessage',
    newIds: 1,
    args: ([messageId = 0]) => ({ messageId, conversationId, content, cannedResponseId: null, basis: null }),
  };
}

/** Counts a use of a canned response. Its effect is a counter, so it shows how often it was executed. */
export function countAction(cannedResponseId: number): Action<'useCannedResponse'> {
  return { name: 'useCannedResponse', newIds: 0, args: () => ({ cannedResponseId }) };
}
