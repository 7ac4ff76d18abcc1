import type { MessageStatus as DeliveryStatus } from '@holdfast/schema/domain/message';
import { clsx } from 'clsx';
import { Check, CheckCheck, CircleAlert, CirclePause, Clock, CloudOff } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { Tooltip } from '../primitives/tooltip.tsx';
import styles from './message-status.module.css';

/** `queued`: still on this computer. `held`: waits for a decision of the agent. The others: states at the platform. */
export type MessageStatusKind = 'queued' | 'held' | DeliveryStatus;

export interface MessageStatusProps {
  kind: MessageStatusKind;
  /** Visible for queued, held and failed; on hover for all others. */
  label: string;
}

/** Delivery state of an outbound message. */
export function MessageStatusIcon({ kind, label }: MessageStatusProps) {
  const Icon = icons[kind];
  const showsWord = kind === 'queued' || kind === 'held' || kind === 'failed';
  const glyph = <Icon size={14} strokeWidth={2} aria-hidden="true" />;
  if (showsWord) {
    return (
      <span className={clsx(styles.status, styles[kind])}>
        {glyph}
        {label}
      </span>
    );
  }
  return (
    <Tooltip content={label}>
      <span className={clsx(styles.status, styles[kind])} role="img" aria-label={label}>
        {glyph}
      </span>
    </Tooltip>
  );
}

const icons: Record<MessageStatusKind, LucideIcon> = {
  queued: CloudOff,
  held: CirclePause,
  pending: Clock,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
};
