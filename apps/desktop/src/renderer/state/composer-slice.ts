import type { StateCreator } from 'zustand';

export type ComposerMode = 'reply' | 'note';

/** A text to put into the composer, for example a refused reply taken back from the outbox. */
export interface WritingRequest {
  readonly conversationId: number;
  readonly mode: ComposerMode;
  readonly text: string;
}

export interface ComposerSlice {
  readonly writingRequest: WritingRequest | null;
  readonly writeOn: (conversationId: number, mode: ComposerMode, text: string) => void;
  /** Called when the composer has taken the text. */
  readonly takeWritingRequest: () => void;
}

export const createComposerSlice: StateCreator<ComposerSlice> = (set) => ({
  writingRequest: null,
  writeOn: (conversationId, mode, text) => set({ writingRequest: { conversationId, mode, text } }),
  takeWritingRequest: () => set({ writingRequest: null }),
});
