import type { StateCreator } from 'zustand';

export interface AnnouncementSlice {
  /** Read out by screen readers, seen by nobody. */
  readonly announcement: string;
  readonly announce: (text: string) => void;
}

export const createAnnouncementSlice: StateCreator<AnnouncementSlice> = (set) => ({
  announcement: '',
  announce: (text) => set({ announcement: text }),
});
