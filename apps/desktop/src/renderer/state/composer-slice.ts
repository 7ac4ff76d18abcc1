import type { StateCreator } from 'zustand';

export type ComposerMode = 'reply' | 'note';

export interface ComposerSlice {
  readonly composerModes: Readonly<Record<number, ComposerMode>>;
  /** Counts requests to put the focus into the composer; a key press anywhere may ask for it. */
  readonly composerFocusRequests: number;
  readonly setComposerMode: (conversationId: number, mode: ComposerMode) => void;
  readonly focusComposer: () => void;
}

export const createComposerSlice: StateCreator<ComposerSlice> = (set) => ({
  composerModes: {},
  composerFocusRequests: 0,
  setComposerMode: (conversationId, mode) =>
    set((state) => ({ composerModes: { ...state.composerModes, [conversationId]: mode } })),
  focusComposer: () => set((state) => ({ composerFocusRequests: state.composerFocusRequests + 1 })),
});
