import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

import { useCommand } from '../keyboard/use-command.ts';
import { useUi } from '../state/use-ui.tsx';
import type { DraftEditing, DraftContent } from './use-draft.ts';

export interface ComposerField {
  readonly ref: RefObject<HTMLTextAreaElement | null>;
  /** Null until the agent has focused the field. */
  readonly caret: number | null;
  readonly setCaret: (caret: number) => void;
  /** Sets the content and focuses the field. `caret` null: at the end of the text. */
  readonly write: (words: DraftContent, caret: number | null) => void;
  /** Starts a `/` command at the end of the text. */
  readonly beginCommand: () => void;
}

/** State of the text field: focus, caret, and the shortcuts that focus it. */
export function useComposerField(conversationId: number, draft: DraftEditing): ComposerField {
  const ref = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const wantedCaret = useRef<number | null>(null);
  const { words } = draft;

  useLayoutEffect(() => {
    if (wantedCaret.current === null || ref.current === null) return;
    ref.current.focus();
    ref.current.setSelectionRange(wantedCaret.current, wantedCaret.current);
    wantedCaret.current = null;
  });

  function write(next: DraftContent, position: number | null): void {
    const wanted = position ?? next.text.length;
    wantedCaret.current = wanted;
    setCaret(wanted);
    draft.change(next);
  }

  function beginCommand(): void {
    const parted = words.text === '' || /\s$/u.test(words.text) ? words.text : `${words.text} `;
    write({ ...words, text: `${parted}/` }, null);
  }

  useCommand('reply', () => write({ ...words, mode: 'reply' }, null));
  useCommand('note', () => write({ ...words, mode: 'note' }, null));
  useCommand('canned', beginCommand);
  useWritingRequest(conversationId, (mode, text) => write(joined(words, mode, text), null));

  return { ref, caret, setCaret, write, beginCommand };
}

function useWritingRequest(
  conversationId: number,
  write: (mode: DraftContent['mode'], text: string) => void,
): void {
  const request = useUi((state) => state.writingRequest);
  const take = useUi((state) => state.takeWritingRequest);
  const latest = useRef(write);
  useEffect(() => {
    latest.current = write;
  });
  useEffect(() => {
    if (request?.conversationId !== conversationId) return;
    take();
    latest.current(request.mode, request.text);
  }, [request, conversationId, take]);
}

/** Appends the returned text to the current draft; the draft is never overwritten. */
function joined(words: DraftContent, mode: DraftContent['mode'], text: string): DraftContent {
  const before = words.text.trim();
  const whole = before === '' || before.includes(text) ? before || text : `${before}\n\n${text}`;
  return { ...words, mode, text: whole };
}
