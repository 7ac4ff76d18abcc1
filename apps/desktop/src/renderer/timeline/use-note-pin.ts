import type { TimelineNote } from '../../contract/timeline.ts';
import { useToasts } from '../app/toasts-context.tsx';
import { errorText } from '../i18n/error-text.ts';
import { useText } from '../i18n/use-text.ts';
import { useMutation } from '../replica/use-mutation.ts';
import { useUi } from '../state/use-ui.tsx';

/** Pins a note, or unpins a pinned one, and announces the change to screen readers. */
export function useNotePin(conversationId: number): (note: TimelineNote) => void {
  const text = useText();
  const toasts = useToasts();
  const announce = useUi((state) => state.announce);
  const pinNote = useMutation('conversation.pinNote');
  const unpinNote = useMutation('conversation.unpinNote');

  async function toggle({ id: noteId, isPinned }: TimelineNote): Promise<void> {
    const outcome = await (isPinned ? unpinNote : pinNote).run({ conversationId, noteId });
    if (outcome.ok) announce(text(isPinned ? 'announce.unpinned' : 'announce.pinned'));
    else toasts.show({ text: errorText(text, outcome.error) });
  }

  return (note) => void toggle(note);
}
