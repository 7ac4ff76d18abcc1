import { Pin, StickyNote } from 'lucide-react';
import type { ReactNode } from 'react';
import { MessageStatusIcon } from './message-status.tsx';
import type { MessageStatusProps } from './message-status.tsx';
import styles from './note-card.module.css';

export interface NoteCardProps {
  author: string;
  text: string;
  time: string;
  dateTime: string;
  timeTitle?: string | undefined;
  /** Says that customers do not see it: `Internal note`. */
  label: string;
  /** Set if the note is pinned to the top: `Pinned`. */
  pinnedLabel?: string | undefined;
  /** Set while the note is queued. */
  status?: MessageStatusProps | undefined;
  /** Icon buttons at the end of the heading. */
  actions?: ReactNode;
  /** Replaces the text during editing: a `NoteEditor`. */
  editor?: ReactNode;
}

/** An internal note. It spans the column on its own ground, so that it is not mistaken for a reply. */
export function NoteCard(props: NoteCardProps) {
  const Icon = props.pinnedLabel === undefined ? StickyNote : Pin;
  return (
    <article className={styles.note}>
      <header className={styles.heading}>
        <Icon className={styles.icon} size={14} aria-hidden="true" />
        <span className={styles.label}>{props.pinnedLabel ?? props.label}</span>
        <span className={styles.author} dir="auto">
          {props.author}
        </span>
        <time className={styles.time} dateTime={props.dateTime} title={props.timeTitle}>
          {props.time}
        </time>
        {props.status === undefined ? null : <MessageStatusIcon {...props.status} />}
        {props.actions === undefined ? null : <span className={styles.actions}>{props.actions}</span>}
      </header>
      {props.editor ?? (
        <p className={styles.text} dir="auto">
          {props.text}
        </p>
      )}
    </article>
  );
}
