import { clsx } from 'clsx';
import {
  AlarmClock,
  CircleAlert,
  CircleCheck,
  CirclePause,
  Clock,
  CloudOff,
  Moon,
  PencilLine,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import styles from './pill.module.css';

export type PillKind =
  | 'neutral'
  | 'sla'
  | 'sla-soon'
  | 'sla-breached'
  | 'queued'
  | 'draft'
  | 'held'
  | 'failed'
  | 'done'
  | 'snoozed';

export interface PillProps {
  kind: PillKind;
  label: string;
  /** Longer text on hover: `First reply due 14:20`. */
  title?: string | undefined;
}

/** A state as a short label. Each kind except `neutral` has its own icon, so that color is never the only sign. */
export function Pill({ kind, label, title }: PillProps) {
  const Icon = icons[kind];
  return (
    <span className={clsx(styles.pill, styles[kind])} title={title}>
      {Icon === undefined ? null : (
        <Icon className={styles.icon} size={12} strokeWidth={2} aria-hidden="true" />
      )}
      <span>{label}</span>
    </span>
  );
}

const icons: Record<PillKind, LucideIcon | undefined> = {
  neutral: undefined,
  sla: Clock,
  'sla-soon': Clock,
  'sla-breached': AlarmClock,
  queued: CloudOff,
  draft: PencilLine,
  held: CirclePause,
  failed: CircleAlert,
  done: CircleCheck,
  snoozed: Moon,
};
