import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import styles from './dialog.module.css';

export interface DialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  description?: string | undefined;
  children?: ReactNode;
  /** Buttons; the primary one is last. */
  footer?: ReactNode;
  closeLabel: string;
  size?: 'small' | 'medium' | 'large' | undefined;
  /** Receives the focus on open. Default: the first field or button. */
  initialFocus?: RefObject<HTMLElement | null> | undefined;
}

/** A modal question. It traps the focus and returns it on close; Escape closes it. */
export function Dialog(props: DialogProps) {
  return (
    <BaseDialog.Root open={props.isOpen} onOpenChange={(open) => props.onOpenChange(open)}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles.backdrop} />
        <BaseDialog.Popup
          className={clsx(styles.popup, styles[props.size ?? 'small'])}
          {...(props.initialFocus === undefined ? {} : { initialFocus: props.initialFocus })}
        >
          <header className={styles.header}>
            <BaseDialog.Title className={styles.title}>{props.title}</BaseDialog.Title>
          </header>
          {props.description === undefined ? null : (
            <BaseDialog.Description className={styles.description}>
              {props.description}
            </BaseDialog.Description>
          )}
          {props.children === undefined ? null : <div className={styles.content}>{props.children}</div>}
          {props.footer === undefined ? null : <footer className={styles.footer}>{props.footer}</footer>}
          {/* Last in order, so that the first field or button gets the focus on open. */}
          <BaseDialog.Close className={styles.close} aria-label={props.closeLabel}>
            <X size={16} aria-hidden="true" />
          </BaseDialog.Close>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
