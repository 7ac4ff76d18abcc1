import type { TimelineNote } from '../../contract/timeline.ts';
import { useToasts } from '../app/toasts-context.tsx';
import { errorText } from '../i18n/error-text.ts';
import { useText } from '../i18n/use-text.ts';
import { useMutation } from '../replica/use-mutation.ts';
import { useUi } from '../state/use-ui.tsx';

export interface NoteEditing {
  /** The edited text; null while the note is not being edited. */
  readonly text: string | null;
  readonly begin: () => void;
  readonly change: (text: string) => void;
  readonly save: () => void;
  readonly cancel: () => void;
}

/** Edits the text of a note. If saving fails, the text stays in the field. */
export function useNoteEdit(conversationId: number, note: TimelineNote): NoteEditing {
  const words = useText();
  const toasts = useToasts();
  const mutation = useMutation('conversation.editNote');
  const edit = useUi((state) => (state.noteEdit?.noteId === note.id ? state.noteEdit : null));
  const setEdit = useUi((state) => state.editNote);

  async function save(): Promise<void> {
    if (edit === null) return;
    const { text, previousText } = edit;
    if (text !== previousText) {
      const outcome = await mutation.run({ conversationId, noteId: note.id, text, previousText });
      if (!outcome.ok) {
        toasts.show({ text: errorText(words, outcome.error) });
        return;
      }
    }
    setEdit(null);
  }

  return {
    text: edit?.text ?? null,
    begin: () => setEdit({ noteId: note.id, previousText: note.text, text: note.text }),
    change: (text) => setEdit(edit === null ? null : { ...edit, text }),
    save: () => void save(),
    cancel: () => setEdit(null),
  };
}
