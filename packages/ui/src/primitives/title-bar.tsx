import { Minus, Square, X } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './title-bar.module.css';

export interface TitleBarProps {
  /** At the start; on systems with window buttons on the left, after these. */
  leading?: ReactNode;
  title: string;
  trailing?: ReactNode;
  /** Set only on systems that draw no window buttons over the bar. */
  windowButtons?:
    | {
        minimize: { label: string; onPick: () => void };
        maximize: { label: string; onPick: () => void };
        close: { label: string; onPick: () => void };
      }
    | undefined;
}

/** Our title bar. It drags the window and leaves room for the system's buttons by `env(titlebar-area-…)`. */
export function TitleBar({ leading, title, trailing, windowButtons }: TitleBarProps) {
  return (
    <header className={styles.bar}>
      <div className={styles.leading}>{leading}</div>
      <h1 className={styles.title}>{title}</h1>
      <div className={styles.trailing}>
        {trailing}
        {windowButtons === undefined ? null : (
          <div className={styles.buttons}>
            <button
              type="button"
              aria-label={windowButtons.minimize.label}
              onClick={windowButtons.minimize.onPick}
            >
              <Minus size={14} aria-hidden="true" />
            </button>
            <button
              type="button"
              aria-label={windowButtons.maximize.label}
              onClick={windowButtons.maximize.onPick}
            >
              <Square size={11} aria-hidden="true" />
            </button>
            <button
              type="button"
              className={styles.close}
              aria-label={windowButtons.close.label}
              onClick={windowButtons.close.onPick}
            >
              <X size={14} aria-hidden="true" />
            </button>
          </div>
        )}
      </div>
    </header>
  );
}
