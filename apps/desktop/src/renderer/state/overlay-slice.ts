import type { StateCreator } from 'zustand';

/** The open overlay. Only one at a time, so that Escape is unambiguous. */
export type Overlay =
  | 'none'
  | 'shortcuts'
  | 'transfer'
  | 'tags'
  | 'status'
  | 'priority'
  | 'sign-in'
  | 'sign-out';

export interface OverlaySlice {
  readonly overlay: Overlay;
  readonly showOverlay: (overlay: Overlay) => void;
  readonly closeOverlay: () => void;
}

export const createOverlaySlice: StateCreator<OverlaySlice> = (set) => ({
  overlay: 'none',
  showOverlay: (overlay) => set({ overlay }),
  closeOverlay: () => set({ overlay: 'none' }),
});
