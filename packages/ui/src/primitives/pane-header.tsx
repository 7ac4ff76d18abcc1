import type { ReactNode } from 'react';
import styles from './pane-header.module.css';

export interface PaneHeaderProps {
  title: string;
  /** A count or a short text after the title. */
  aside?: ReactNode;
  /** Secondary text under the title. */
  subtitle?: ReactNode;
  /** An avatar or a back button. */
  leading?: ReactNode;
  actions?: ReactNode;
  headingId?: string | undefined;
}

/** The header of a pane: 52 px high, one title, actions at the end. */
export function PaneHeader({ title, aside, subtitle, leading, actions, headingId }: PaneHeaderProps) {
  return (
    <div className={styles.header}>
      {leading}
      <div className={styles.words}>
        <div className={styles.line}>
          <h2 id={headingId} className={styles.title} dir="auto">
            {title}
          </h2>
          {aside === undefined ? null : <span className={styles.aside}>{aside}</span>}
        </div>
        {subtitle === undefined ? null : <div className={styles.subtitle}>{subtitle}</div>}
      </div>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
