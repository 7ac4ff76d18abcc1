import type { ReactNode } from 'react';
import { Kbd } from './kbd.tsx';
import styles from './empty-state.module.css';

export interface EmptyStateProps {
  /** A 24 px icon. */
  icon?: ReactNode;
  /** One sentence. */
  text: string;
  /** A keyboard shortcut and its effect. */
  hint?: { keys: string; text: string } | undefined;
  /** A button, if a shortcut is not enough. */
  action?: ReactNode;
}

/** Placeholder for an empty list: one sentence and a shortcut. */
export function EmptyState({ icon, text, hint, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {icon === undefined ? null : (
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <p className={styles.text}>{text}</p>
      {hint === undefined ? null : (
        <p className={styles.hint}>
          <Kbd keys={hint.keys} />
          <span>{hint.text}</span>
        </p>
      )}
      {action}
    </div>
  );
}
