import type { StateCreator } from 'zustand';

/** The note whose words are being changed: kept here, because its row leaves the page when the timeline is scrolled. */
export interface NoteEdit {
  readonly noteId: number;
  /** What it said when the agent began; who changed it in the meantime is told apart by this (rule M5). */
  readonly previousText: string;
  readonly text: string;
}

export interface NoteEditSlice {
  readonly noteEdit: NoteEdit | null;
  readonly editNote: (edit: NoteEdit | null) => void;
}

export const createNoteEditSlice: StateCreator<NoteEditSlice> = (set) => ({
  noteEdit: null,
  editNote: (noteEdit) => set({ noteEdit }),
});
