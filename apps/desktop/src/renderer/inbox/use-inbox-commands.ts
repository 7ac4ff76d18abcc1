import { useEffect } from 'react';

import { useCommand } from '../keyboard/use-command.ts';
import { useReplica } from '../replica/replica-context.tsx';
import type { InboxView } from '../state/selection-slice.ts';
import { useUi } from '../state/use-ui.tsx';
import { timelinePage } from '../timeline/timeline-page.ts';
import { conversationListId } from './conversation-list.tsx';
import { neighborOf } from './neighbor-of.ts';

export interface InboxCommandsOptions {
  readonly view: InboxView;
  readonly ids: readonly number[];
  readonly selectedId: number | null;
  readonly isNarrow: boolean;
  readonly open: (conversationId: number) => void;
}

/** Shortcuts that move through the list, into a conversation and back. */
export function useInboxCommands({ view, ids, selectedId, isNarrow, open }: InboxCommandsOptions): void {
  const openConversation = useUi((state) => state.openConversation);
  const takeTurn = useUi((state) => state.takeTurn);
  const panelOver = useUi((state) => state.customerPanelOver);
  const setPanelOver = useUi((state) => state.setCustomerPanelOver);

  useCommand('next', () => go(1));
  useCommand('previous', () => go(-1));
  useCommand('open', selectedId === null ? null : () => open(selectedId));
  useCommand('back', back);
  usePrefetch(neighborOf(ids, selectedId, 1));

  function go(step: 1 | -1): void {
    const target = neighborOf(ids, selectedId, step);
    if (target !== null) openConversation(view, target);
  }

  function back(): void {
    if (panelOver) {
      setPanelOver(false);
      return;
    }
    if (isNarrow) takeTurn('list');
    requestAnimationFrame(() => document.getElementById(conversationListId)?.focus());
  }
}

/** Loads the next conversation before `next` is pressed. */
function usePrefetch(conversationId: number | null): void {
  const replica = useReplica();
  useEffect(() => {
    if (conversationId === null) return;
    replica.prefetch('conversation.header', { id: conversationId });
    replica.prefetch('conversation.timeline', { id: conversationId, limit: timelinePage });
    replica.prefetch('conversation.customer', { id: conversationId });
    replica.prefetch('drafts.get', { conversationId });
  }, [replica, conversationId]);
}
