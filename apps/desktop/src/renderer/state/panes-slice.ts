import type { StateCreator } from 'zustand';

export interface PanesSlice {
  readonly listWidth: number;
  readonly customerPanel: 'open' | 'folded';
  /** The customer panel where there is no room for it: it lies over the conversation until it is closed. */
  readonly customerPanelOver: boolean;
  /** Which pane shows where list and conversation take turns. */
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
