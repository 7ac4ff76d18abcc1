import { useCallback, useEffect, useRef, useState } from 'react';

import { useReplica } from '../replica/replica-context.tsx';
import { useLiveQuery } from '../replica/use-live-query.ts';
import type { ComposerMode } from '../state/composer-slice.ts';

export interface DraftContent {
  readonly mode: ComposerMode;
  readonly text: string;
  /** The canned response that the text began as. */
  readonly cannedResponseId: number | null;
}

export interface DraftEditing {
  readonly words: DraftContent;
  readonly change: (words: DraftContent) => void;
  /** The text was sent: saves an empty draft. */
  readonly settle: () => void;
  /** Shows other content without saving it: the saved draft stays until the result is known. */
  readonly show: (words: DraftContent) => void;
}

export const emptyDraft: DraftContent = { mode: 'reply', text: '', cannedResponseId: null };

/** Delay before typed text is saved. A killed app loses at most this much typing. */
const saveDelayMs = 300;

/** The draft of a conversation: the stored one until the agent types, then the edited one. */
export function useDraft(conversationId: number): DraftEditing {
  const replica = useReplica();
  const stored = useLiveQuery('drafts.get', { conversationId });
  const [edited, setEdited] = useState<DraftContent | null>(null);
  const unsaved = useRef<DraftContent | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const save = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    const words = unsaved.current;
    unsaved.current = null;
    if (words !== null) replica.mutate('drafts.save', { conversationId, ...words }).catch(reportError);
  }, [replica, conversationId]);

  useEffect(() => {
    window.addEventListener('blur', save);
    window.addEventListener('pagehide', save);
    return () => {
      window.removeEventListener('blur', save);
      window.removeEventListener('pagehide', save);
      save();
    };
  }, [save]);

  const change = useCallback(
    (words: DraftContent) => {
      setEdited(words);
      unsaved.current = words;
      timer.current ??= setTimeout(save, saveDelayMs);
    },
    [save],
  );
  const show = useCallback((words: DraftContent) => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    unsaved.current = null;
    setEdited(words);
  }, []);
  const settle = useCallback(() => {
    // If the agent has typed again since, that text is saved instead of the empty draft.
    if (unsaved.current === null) unsaved.current = emptyDraft;
    save();
  }, [save]);

  return { words: edited ?? wordsOf(stored), change, settle, show };
}

function wordsOf(stored: DraftContent | null | undefined): DraftContent {
  if (stored === null || stored === undefined) return emptyDraft;
  return { mode: stored.mode, text: stored.text, cannedResponseId: stored.cannedResponseId };
}
