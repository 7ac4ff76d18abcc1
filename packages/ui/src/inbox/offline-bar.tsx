import { clsx } from 'clsx';
import { CloudOff, KeyRound, RefreshCw } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import styles from './offline-bar.module.css';

export interface OfflineBarProps {
  kind: 'offline' | 'connecting' | 'signed-out';
  /** `Offline since 14:02`. */
  label: string;
  /** `3 queued`; with a callback, a click opens the outbox. */
  queued?: { label: string; onOpen?: (() => void) | undefined } | undefined;
  /** `Sign in` when the sign-in has expired. */
  action?: { label: string; onPick: () => void } | undefined;
}

/** One thin line at the foot of the list. It stays inconspicuous, because the agent can keep working. */
export function OfflineBar({ kind, label, queued, action }: OfflineBarProps) {
  const Icon = icons[kind];
  return (
    <div className={clsx(styles.bar, styles[kind])} role="status">
      <Icon className={styles.icon} size={14} aria-hidden="true" />
      <span className={styles.label}>{label}</span>
      {queued === undefined ? null : <Queued {...queued} />}
      {action === undefined ? null : (
        <button type="button" className={styles.action} onClick={action.onPick}>
          {action.label}
        </button>
      )}
    </div>
  );
}

function Queued({ label, onOpen }: NonNullable<OfflineBarProps['queued']>) {
  return (
    <>
      <span className={styles.separator} aria-hidden="true">
        ·
      </span>
      {onOpen === undefined ? (
        <span>{label}</span>
      ) : (
        <button type="button" className={styles.queued} onClick={onOpen}>
          {label}
        </button>
      )}
    </>
  );
}

const icons: Record<OfflineBarProps['kind'], LucideIcon> = {
  offline: CloudOff,
  connecting: RefreshCw,
  'signed-out': KeyRound,
};
