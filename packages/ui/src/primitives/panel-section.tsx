import { useId } from 'react';
import type { ReactNode } from 'react';
import styles from './panel-section.module.css';

export interface PanelSectionProps {
  title: string;
  /** Small icon buttons at the end of the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A titled part of a side panel. */
export function PanelSection({ title, actions, children }: PanelSectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <header className={styles.header}>
        <h3 id={id} className={styles.title}>
          {title}
        </h3>
        {actions === undefined ? null : <span className={styles.actions}>{actions}</span>}
      </header>
      {children}
    </section>
  );
}
