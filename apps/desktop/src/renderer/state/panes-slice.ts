import type { StateCreator } from 'zustand';

export interface PanesSlice {
  readonly listWidth: number;
  readonly customerPanel: 'open' | 'folded';
  /** Whether the customer panel covers the conversation, in a window without room for it. */
  readonly customerPanelOver: boolean;
  /** The visible pane in a window that shows only one of list and conversation. */
  readonly turn: 'list' | 'conversation';
  readonly setListWidth: (width: number) => void;
  readonly setCustomerPanel: (panel: 'open' | 'folded') => void;
  readonly setCustomerPanelOver: (over: boolean) => void;
  readonly takeTurn: (pane: 'list' | 'conversation') => void;
}

export const listWidthRange = { min: 280, default: 360, max: 520 } as const;

export const createPanesSlice: StateCreator<PanesSlice> = (set) => ({
  listWidth: listWidthRange.default,
  customerPanel: 'open',
  customerPanelOver: false,
  turn: 'list',
  setListWidth: (listWidth) => set({ listWidth }),
  setCustomerPanel: (customerPanel) => set({ customerPanel }),
  setCustomerPanelOver: (customerPanelOver) => set({ customerPanelOver }),
  takeTurn: (turn) => set({ turn }),
});
