import type { MessageStatus as DeliveryStatus } from '@holdfast/schema/domain/message';
import { clsx } from 'clsx';
import { Check, CheckCheck, CircleAlert, CirclePause, Clock, CloudOff } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { Tooltip } from '../primitives/tooltip.tsx';
import styles from './message-status.module.css';

/** Where it is on its way: still on this machine (`queued`), waiting for the agent's word (`held`), or with the platform. */
export type MessageStatusKind = 'queued' | 'held' | DeliveryStatus;

export interface MessageStatusProps {
  kind: MessageStatusKind;
  /** The word: on hover for what is settled, in plain sight for queued, held and failed. */
  label: string;
}

/** How far an outbound message has come. */
export function MessageStatus({ kind, label }: MessageStatusProps) {
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
