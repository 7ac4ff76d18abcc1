import type { StateCreator } from 'zustand';

export const inboxViews = ['mine', 'queue', 'snoozed', 'resolved'] as const;
export type InboxView = (typeof inboxViews)[number];
export type View = InboxView | 'outbox' | 'settings';

/** Filter of a conversation list, one per view. */
export interface InboxFilterState {
  readonly text: string;
  readonly unreadOnly: boolean;
}

export interface SelectionSlice {
  readonly view: View;
  /** The open conversation of each view, restored when the agent returns to the view. */
  readonly openConversations: Readonly<Partial<Record<InboxView, number>>>;
  readonly filters: Readonly<Partial<Record<InboxView, InboxFilterState>>>;
  readonly showView: (view: View) => void;
  readonly openConversation: (view: InboxView, conversationId: number | null) => void;
  /** Resets view, open conversations and filters, for the next account. */
  readonly forgetSelection: () => void;
  readonly setFilter: (view: InboxView, filter: InboxFilterState) => void;
}

export const emptyFilter: InboxFilterState = { text: '', unreadOnly: false };

export const createSelectionSlice: StateCreator<SelectionSlice> = (set) => ({
  view: 'mine',
  openConversations: {},
  filters: {},
  showView: (view) => set({ view }),
  openConversation: (view, conversationId) =>
    set((state) => {
      const { [view]: _left, ...others } = state.openConversations;
      return {
        view,
        openConversations: conversationId === null ? others : { ...others, [view]: conversationId },
      };
    }),
  forgetSelection: () => set({ view: 'mine', openConversations: {}, filters: {} }),
  setFilter: (view, filter) => set((state) => ({ filters: { ...state.filters, [view]: filter } })),
});

export function isInboxView(view: View): view is InboxView {
  return view !== 'outbox' && view !== 'settings';
}
