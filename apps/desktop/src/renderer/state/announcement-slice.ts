import type { StateCreator } from 'zustand';

/** What the agent did and may undo. What went wrong is not a toast: it stays in the outbox. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly undo: (() => void) | null;
}

export interface AnnouncementSlice {
  readonly toast: Toast | null;
  /** Read out by screen readers, seen by nobody. */
  readonly announcement: string;
  readonly showToast: (text: string, undo?: () => void) => void;
  readonly dismissToast: (id: number) => void;
  readonly announce: (text: string) => void;
}

export const createAnnouncementSlice: StateCreator<AnnouncementSlice> = (set) => ({
  toast: null,
  announcement: '',
  showToast: (text, undo) =>
    set((state) => ({
      toast: { id: (state.toast?.id ?? 0) + 1, text, undo: undo ?? null },
      announcement: text,
    })),
  dismissToast: (id) => set((state) => (state.toast?.id === id ? { toast: null } : {})),
  announce: (text) => set({ announcement: text }),
});
