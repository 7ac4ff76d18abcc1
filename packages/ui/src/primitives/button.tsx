import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import { Kbd } from './kbd.tsx';
import styles from './button.module.css';

export interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` at most once on screen; `danger` for actions that cannot be undone. */
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger' | undefined;
  size?: 'small' | 'medium' | undefined;
  icon?: ReactNode;
  /** The keyboard shortcut, shown inside the button. */
  shortcut?: string | undefined;
  /** Fills the width of its container. */
  isWide?: boolean | undefined;
}

/** A button with a visible label. */
export function Button(props: ButtonProps) {
  const {
    variant = 'secondary',
    size = 'medium',
    icon,
    shortcut,
    isWide,
    className,
    children,
    ...rest
  } = props;
  return (
    <button
      type="button"
      {...rest}
      className={clsx(
        styles.button,
        styles[variant],
        styles[size],
        isWide === true && styles.wide,
        className,
      )}
    >
      {icon === undefined ? null : (
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <span className={styles.word}>{children}</span>
      {shortcut === undefined ? null : (
        <span className={styles.shortcut} aria-hidden="true" data-shortcut="">
          <Kbd keys={shortcut} />
        </span>
      )}
    </button>
  );
}
