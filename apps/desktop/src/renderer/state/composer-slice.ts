import type { StateCreator } from 'zustand';

export type ComposerMode = 'reply' | 'note';

/** A text that is to be written on, for example a refused reply taken back from the outbox. */
export interface WritingRequest {
  readonly conversationId: number;
  readonly mode: ComposerMode;
  readonly text: string;
}

export interface ComposerSlice {
  readonly writingRequest: WritingRequest | null;
  readonly writeOn: (conversationId: number, mode: ComposerMode, text: string) => void;
  /** The composer has taken it over. */
  readonly takeWritingRequest: () => void;
}

export const createComposerSlice: StateCreator<ComposerSlice> = (set) => ({
  writingRequest: null,
  writeOn: (conversationId, mode, text) => set({ writingRequest: { conversationId, mode, text } }),
  takeWritingRequest: () => set({ writingRequest: null }),
});
