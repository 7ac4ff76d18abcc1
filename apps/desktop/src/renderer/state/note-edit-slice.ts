import type { StateCreator } from 'zustand';

/** The note that is being edited. Kept here, because its row is unmounted when it is scrolled out of view. */
export interface NoteEdit {
  readonly noteId: number;
  /** The note's text when editing began; the server uses it to detect a change by another agent (rule M5). */
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
