import type { StateCreator } from 'zustand';

export interface PanesSlice {
  readonly listWidth: number;
  readonly customerPanel: 'open' | 'folded';
  readonly setListWidth: (width: number) => void;
  readonly toggleCustomerPanel: () => void;
}

export const listWidthRange = { min: 280, default: 360, max: 520 } as const;

export const createPanesSlice: StateCreator<PanesSlice> = (set) => ({
  listWidth: listWidthRange.default,
  customerPanel: 'open',
  setListWidth: (width) =>
    set({ listWidth: Math.round(Math.min(listWidthRange.max, Math.max(listWidthRange.min, width))) }),
  toggleCustomerPanel: () =>
    set((state) => ({ customerPanel: state.customerPanel === 'open' ? 'folded' : 'open' })),
});
