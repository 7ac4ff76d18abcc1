import { clsx } from 'clsx';
import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { Button } from '../primitives/button.tsx';
import styles from './composer.module.css';

export type ComposerMode = 'reply' | 'note';

export interface ComposerProps {
  mode: ComposerMode;
  onModeChange: (mode: ComposerMode) => void;
  /** Labels and keys of the two modes: `Reply`, `Note`. */
  modes: Record<ComposerMode, { label: string; shortcut?: string | undefined }>;
  /** Secondary text at the end of the line of modes: `Mia is typing`. Its space is reserved, so nothing moves. */
  aside?: ReactNode;
  value: string;
  onValueChange: (value: string) => void;
  /** Names the text field: `Reply to Amira Haddad`. */
  label: string;
  placeholder: string;
  submit: {
    label: string;
    shortcut?: string | undefined;
    isDisabled?: boolean | undefined;
    onSubmit: () => void;
  };
  /**
   * Longest text that the channel accepts, in characters; the counter shows from 80 %. The label is for screen readers:
   * `12 characters left`.
   */
  limit?: { used: number; maximum: number; label: string } | undefined;
  /** A `Banner` that says why the agent cannot write, or what happens to the text. */
  banner?: ReactNode;
  /** Chips of the files attached to the message. */
  attachments?: ReactNode;
  /** Icon buttons at the start of the foot. */
  toolbar?: ReactNode;
  /** Short text beside the send button: `Draft saved`, `Will be sent when you reconnect`. */
  remark?: ReactNode;
  /** The `SlashMenu` while it is open; placed above the text. */
  menu?: ReactNode;
  /** Links the text field to the open menu for screen readers. */
  menuState?: { listId: string; activeOptionId: string | undefined } | undefined;
  isReadOnly?: boolean | undefined;
  /** Runs before the composer's own keys; `preventDefault` stops those. */
  onKeyDown?: ((event: KeyboardEvent<HTMLTextAreaElement>) => void) | undefined;
  /** The caret moved or the selection changed. The position is an index in `value`. */
  onCaretChange?: ((position: number) => void) | undefined;
  textRef?: Ref<HTMLTextAreaElement> | undefined;
}

/**
 * Text field for replies and notes. Ctrl+Enter (⌘Enter) submits; the field grows with its text up to 40 % of the
 * window.
 */
export function Composer(props: ComposerProps) {
  const { mode, value, submit, limit, menuState } = props;
  const isOverLimit = limit !== undefined && limit.used > limit.maximum;

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    props.onKeyDown?.(event);
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (submit.isDisabled !== true && !isOverLimit) submit.onSubmit();
    }
  }

  return (
    <section className={clsx(styles.composer, styles[mode])} aria-label={props.label}>
      {props.menu === undefined ? null : <div className={styles.menu}>{props.menu}</div>}
      <div className={styles.head}>
        <ModeSwitch mode={mode} modes={props.modes} onModeChange={props.onModeChange} />
        {props.aside === undefined ? null : <div className={styles.aside}>{props.aside}</div>}
      </div>
      {props.banner === undefined ? null : <div className={styles.banner}>{props.banner}</div>}
      <div className={styles.grow} data-value={value}>
        <textarea
          ref={props.textRef}
          className={styles.text}
          aria-label={props.label}
          placeholder={props.placeholder}
          value={value}
          readOnly={props.isReadOnly}
          rows={2}
          dir="auto"
          spellCheck
          onChange={(event) => props.onValueChange(event.target.value)}
          onSelect={(event) => props.onCaretChange?.(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
          {...(menuState === undefined ? {} : menuAttributes(menuState))}
        />
      </div>
      {props.attachments === undefined ? null : <div className={styles.attachments}>{props.attachments}</div>}
      <footer className={styles.foot}>
        <div className={styles.toolbar}>{props.toolbar}</div>
        <div className={styles.remark}>{props.remark}</div>
        {limit === undefined ? null : <LimitCounter {...limit} />}
        <Button
          variant="primary"
          size="small"
          shortcut={submit.shortcut}
          disabled={submit.isDisabled === true || isOverLimit}
          onClick={submit.onSubmit}
        >
          {submit.label}
        </Button>
      </footer>
    </section>
  );
}

function ModeSwitch({ mode, modes, onModeChange }: Pick<ComposerProps, 'mode' | 'modes' | 'onModeChange'>) {
  return (
    <div className={styles.modes}>
      {(['reply', 'note'] as const).map((each) => (
        <button
          key={each}
          type="button"
          className={clsx(styles.mode, each === mode && styles.activeMode)}
          aria-pressed={each === mode}
          title={modes[each].shortcut}
          onClick={() => onModeChange(each)}
        >
          {modes[each].label}
        </button>
      ))}
    </div>
  );
}

function LimitCounter({ used, maximum, label }: NonNullable<ComposerProps['limit']>) {
  if (used < maximum * 0.8) return null;
  return (
    <span className={clsx(styles.counter, used > maximum && styles.over)} role="status">
      <span aria-hidden="true">
        {used}/{maximum}
      </span>
      <span className="visually-hidden">{label}</span>
    </span>
  );
}

function menuAttributes({ listId, activeOptionId }: NonNullable<ComposerProps['menuState']>) {
  return {
    'aria-haspopup': 'listbox',
    'aria-autocomplete': 'list',
    'aria-controls': listId,
    'aria-activedescendant': activeOptionId,
  } as const;
}
