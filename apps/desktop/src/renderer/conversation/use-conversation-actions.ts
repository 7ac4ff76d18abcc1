import type { ConversationPriority } from '@holdfast/schema/domain/conversation';

import type { ConversationHeader } from '../../contract/conversation.ts';
import type { Account } from '../../contract/session.ts';
import { useToasts } from '../app/toasts-context.tsx';
import { errorText } from '../i18n/error-text.ts';
import { useText } from '../i18n/use-text.ts';
import { useTimes } from '../i18n/use-times.ts';
import { useCommand } from '../keyboard/use-command.ts';
import { useMutation } from '../replica/use-mutation.ts';
import type { Outcome } from '../replica/use-mutation.ts';
import { useUi } from '../state/use-ui.tsx';

export interface ConversationActions {
  readonly resolve: () => void;
  readonly reopen: () => void;
  readonly setPending: () => void;
  readonly snooze: (until: string) => void;
  readonly setPriority: (priority: ConversationPriority) => void;
  readonly claim: () => void;
  readonly transfer: (toUserId: number, reason: string) => void;
  readonly toggleTag: (tagId: number) => void;
}

export interface ConversationActionsOptions {
  readonly conversationId: number;
  readonly header: ConversationHeader | null;
  readonly account: Account;
  readonly onLeave: (conversationId: number) => void;
}

/**
 * The agent's actions on the open conversation, for buttons, menus and shortcuts. Their effects are visible at once.
 */
export function useConversationActions(options: ConversationActionsOptions): ConversationActions {
  const { conversationId, header, account, onLeave } = options;
  const text = useText();
  const times = useTimes();
  const toasts = useToasts();
  const announce = useUi((state) => state.announce);
  const showOverlay = useUi((state) => state.showOverlay);
  const setStatus = useMutation('conversation.setStatus');
  const setPriority = useMutation('conversation.setPriority');
  const claim = useMutation('conversation.claim');
  const transfer = useMutation('conversation.transfer');
  const addTag = useMutation('conversation.addTag');
  const removeTag = useMutation('conversation.removeTag');
  const isMine = header !== null && header.scope !== 'queue';
  const canClaim = header !== null && header.assignee?.id !== account.userId;

  const actions: ConversationActions = {
    resolve: () => leaveWith('resolved', null, text('toast.resolved')),
    reopen: () => report(setStatus.run({ conversationId, status: 'open' }), text('toast.reopened')),
    setPending: () => report(setStatus.run({ conversationId, status: 'pending' }), text('toast.pending')),
    snooze: (until) => leaveWith('pending', until, text('toast.snoozed', { until: times.full(until) })),
    setPriority: (priority) =>
      report(setPriority.run({ conversationId, priority }), text(`toast.priority.${priority}`)),
    claim: () => report(claim.run({ conversationId }), text('toast.claimed')),
    transfer: (toUserId, reason) => {
      onLeave(conversationId);
      report(
        transfer.run({ conversationId, toUserId, reason: reason.trim() === '' ? null : reason.trim() }),
        text('toast.transferred'),
      );
    },
    toggleTag: (tagId) => {
      const isOn = header?.tags.some((tag) => tag.id === tagId) === true;
      report((isOn ? removeTag : addTag).run({ conversationId, tagId }), null);
    },
  };

  useCommand('resolve', isMine && header.status !== 'resolved' ? actions.resolve : null);
  useCommand('status', isMine ? () => showOverlay('status') : null);
  useCommand('priority', isMine ? () => showOverlay('priority') : null);
  useCommand('claim', canClaim ? actions.claim : null);
  useCommand('transfer', isMine ? () => showOverlay('transfer') : null);
  useCommand('tags', isMine ? () => showOverlay('tags') : null);
  return actions;

  /** The conversation leaves the list: the next one opens and a toast offers to undo. */
  function leaveWith(status: 'resolved' | 'pending', snoozedUntil: string | null, done: string): void {
    const before = header?.status === 'pending' ? 'pending' : 'open';
    const snoozedBefore = header?.snoozedUntil ?? null;
    onLeave(conversationId);
    report(setStatus.run({ conversationId, status, snoozedUntil }), null);
    announce(done);
    toasts.show({
      text: done,
      undo: {
        label: text('undo'),
        onUndo: () =>
          report(setStatus.run({ conversationId, status: before, snoozedUntil: snoozedBefore }), null),
      },
    });
  }

  function report(running: Promise<Outcome<unknown>>, done: string | null): void {
    void reportWhenDone(running, done);
  }

  async function reportWhenDone(running: Promise<Outcome<unknown>>, done: string | null): Promise<void> {
    const outcome = await running;
    if (!outcome.ok) toasts.show({ text: errorText(text, outcome.error) });
    else if (done !== null) announce(done);
  }
}
