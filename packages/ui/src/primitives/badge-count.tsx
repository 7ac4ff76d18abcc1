import { clsx } from 'clsx';
import styles from './badge-count.module.css';

export interface BadgeCountProps {
  count: number;
  /** Label for screen readers: `12 unread`. */
  label: string;
  tone?: 'neutral' | 'accent' | 'failed' | undefined;
  /** Higher counts show as `999+`. */
  maximum?: number | undefined;
}

/** A count; renders nothing for zero. */
export function BadgeCount({ count, label, tone = 'neutral', maximum = 999 }: BadgeCountProps) {
  if (count <= 0) return null;
  return (
    <span className={clsx(styles.badge, styles[tone])}>
      <span aria-hidden="true">{count > maximum ? `${maximum}+` : count}</span>
      <span className="visually-hidden">{label}</span>
    </span>
  );
}
