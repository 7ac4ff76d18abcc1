import type { StateCreator } from 'zustand';

export interface AnnouncementSlice {
  /** Text for screen readers; not visible. */
  readonly announcement: string;
  readonly announce: (text: string) => void;
}

export const createAnnouncementSlice: StateCreator<AnnouncementSlice> = (set) => ({
  announcement: '',
  announce: (text) => set({ announcement: text }),
});
