import { clsx } from 'clsx';
import { CircleAlert, CircleCheck, CirclePause, Info } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './banner.module.css';

export interface BannerProps {
  tone: 'neutral' | 'held' | 'failed' | 'done';
  text: ReactNode;
  /** Small quiet buttons. */
  actions?: ReactNode;
}

/** A sentence about the part of the screen that it stands in: reply window closed, reply held. */
export function Banner({ tone, text, actions }: BannerProps) {
  const Icon = icons[tone];
  return (
    <div className={clsx(styles.banner, styles[tone])} role={tone === 'failed' ? 'alert' : 'status'}>
      <Icon className={styles.icon} size={16} aria-hidden="true" />
      <span className={styles.text}>{text}</span>
      {actions === undefined ? null : <span className={styles.actions}>{actions}</span>}
    </div>
  );
}

const icons: Record<BannerProps['tone'], LucideIcon> = {
  neutral: Info,
  held: CirclePause,
  failed: CircleAlert,
  done: CircleCheck,
};
