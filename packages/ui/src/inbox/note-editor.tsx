import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { Button } from '../primitives/button.tsx';
import styles from './note-editor.module.css';

export interface NoteEditorProps {
  value: string;
  onValueChange: (value: string) => void;
  maximumLength: number;
  /** Label of the field for screen readers: `Edit the note`. */
  label: string;
  saveLabel: string;
  onSave: () => void;
  cancelLabel: string;
  onCancel: () => void;
}

/** Edits the text of a note in place. Escape cancels, Ctrl+Enter (⌘Enter) saves. */
export function NoteEditor(props: NoteEditorProps) {
  const { value, onSave, onCancel } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const { current } = field;
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
  }, []);
  const isEmpty = value.trim() === '';

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onCancel();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!isEmpty) onSave();
    }
  }

  return (
    <div className={styles.editor}>
      <textarea
        ref={field}
        className={styles.field}
        aria-label={props.label}
        value={value}
        maxLength={props.maximumLength}
        rows={Math.min(12, value.split('\n').length + 1)}
        dir="auto"
        spellCheck
        onChange={(event) => props.onValueChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.foot}>
        <Button size="small" variant="quiet" onClick={onCancel}>
          {props.cancelLabel}
        </Button>
        <Button size="small" disabled={isEmpty} onClick={onSave}>
          {props.saveLabel}
        </Button>
      </div>
    </div>
  );
}
