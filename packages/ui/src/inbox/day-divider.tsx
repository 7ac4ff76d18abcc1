import { clsx } from 'clsx';
import styles from './day-divider.module.css';

export interface DayDividerProps {
  /** `Today`, `Monday 3 May`, or `New` above the first unread message. */
  label: string;
  tone?: 'day' | 'unread' | undefined;
}

/** A line across the timeline with a label. */
export function DayDivider({ label, tone = 'day' }: DayDividerProps) {
  return (
    <div role="separator" aria-label={label} className={clsx(styles.divider, styles[tone])}>
      <span className={styles.label}>{label}</span>
    </div>
  );
}
