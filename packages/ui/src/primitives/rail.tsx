import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { Tooltip } from './tooltip.tsx';
import styles from './rail.module.css';

export interface RailItem {
  id: string;
  label: string;
  /** An 18 px icon. */
  icon: ReactNode;
  shortcut?: string | undefined;
  /** Shown as a small number; zero shows nothing. The label is for screen readers: `42 conversations`. */
  count?: { value: number; label: string; tone?: 'neutral' | 'accent' | 'failed' | undefined } | undefined;
}

export interface RailProps {
  /** Label of the navigation for screen readers. */
  label: string;
  items: readonly RailItem[];
  /** Items at the foot: outbox, settings. */
  footItems?: readonly RailItem[] | undefined;
  activeId: string;
  onActivate: (id: string) => void;
  /** The agent's avatar at the end, usually the trigger of a `Menu`. */
  account?: ReactNode;
}

/** The narrow bar of views at the start edge of the window. */
export function Rail({ label, items, footItems = [], activeId, onActivate, account }: RailProps) {
  return (
    <nav className={styles.rail} aria-label={label}>
      <RailGroup items={items} activeId={activeId} onActivate={onActivate} />
      <div className={styles.space} />
      <RailGroup items={footItems} activeId={activeId} onActivate={onActivate} />
      {account === undefined ? null : <div className={styles.account}>{account}</div>}
    </nav>
  );
}

function RailGroup({ items, activeId, onActivate }: Pick<RailProps, 'items' | 'activeId' | 'onActivate'>) {
  return items.map((item) => (
    <Tooltip key={item.id} content={item.label} shortcut={item.shortcut} side="inline-end">
      <button
        type="button"
        className={clsx(styles.item, item.id === activeId && styles.active)}
        aria-label={item.count === undefined ? item.label : `${item.label}, ${item.count.label}`}
        aria-current={item.id === activeId ? 'page' : undefined}
        onClick={() => onActivate(item.id)}
      >
        {item.icon}
        {item.count === undefined || item.count.value <= 0 ? null : (
          <span className={clsx(styles.count, styles[item.count.tone ?? 'neutral'])} aria-hidden="true">
            {item.count.value > 99 ? '99+' : item.count.value}
          </span>
        )}
      </button>
    </Tooltip>
  ));
}
