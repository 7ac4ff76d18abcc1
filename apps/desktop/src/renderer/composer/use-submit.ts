import type { ReplicaError } from '../../contract/replica-error.ts';
import { useText } from '../i18n/use-text.ts';
import { useMutation } from '../replica/use-mutation.ts';
import { useUi } from '../state/use-ui.tsx';
import { emptyDraft } from './use-draft.ts';
import type { DraftEditing } from './use-draft.ts';

export interface Submitting {
  readonly submit: () => void;
  /** Why the last attempt could not be queued; the text is back in the composer. */
  readonly error: ReplicaError | null;
}

export interface SubmitOptions {
  readonly conversationId: number;
  readonly draft: DraftEditing;
  readonly isPinned: boolean;
  readonly setPinned: (isPinned: boolean) => void;
}

/**
 * Passes the text to the replica. The composer is empty and unpinned in the next frame; if the call fails, both are
 * restored.
 */
export function useSubmit(options: SubmitOptions): Submitting {
  const { conversationId, draft, isPinned, setPinned } = options;
  const text = useText();
  const announce = useUi((state) => state.announce);
  const sendMessage = useMutation('conversation.sendMessage');
  const addNote = useMutation('conversation.addNote');
  const { words } = draft;

  async function submit(): Promise<void> {
    const body = words.text.trim();
    if (body === '') return;
    const isReply = words.mode === 'reply';
    draft.show({ ...emptyDraft, mode: words.mode });
    if (!isReply) setPinned(false);
    const outcome = isReply
      ? await sendMessage.run({ conversationId, text: body, cannedResponseId: words.cannedResponseId })
      : await addNote.run({ conversationId, text: body, isPinned });
    if (outcome.ok) {
      draft.settle();
      announce(text(isReply ? 'announce.replied' : 'announce.noted'));
    } else {
      draft.change(words);
      if (!isReply) setPinned(isPinned);
    }
  }

  return { submit: () => void submit(), error: sendMessage.error ?? addNote.error };
}
