import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ToastContent, Toasts } from '../behavior/toasts.ts';
import { Kbd } from './kbd.tsx';
import styles from './toast-region.module.css';

export interface ToastRegionProps {
  /** From `createToasts()`, one per window. */
  toasts: Toasts;
  /** Label of the region for screen readers: `Notifications`. */
  label: string;
  closeLabel: string;
}

/** Displays toasts at the bottom start, the newest at the bottom. F6 moves the focus to it. */
export function ToastRegion({ toasts, label, closeLabel }: ToastRegionProps) {
  return (
    <Toast.Provider toastManager={toasts.manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className={styles.region} aria-label={label}>
          <ToastList closeLabel={closeLabel} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList({ closeLabel }: { closeLabel: string }) {
  const { toasts, close } = Toast.useToastManager<ToastContent>();
  return toasts.map((toast) => {
    const undo = toast.data?.undo;
    return (
      <Toast.Root key={toast.id} toast={toast} className={styles.toast} swipeDirection={[]}>
        <Toast.Content className={styles.content}>
          <Toast.Title className={styles.text} render={<p />} />
          {undo === undefined ? null : (
            <button
              type="button"
              className={styles.undo}
              onClick={() => {
                undo.onUndo();
                close(toast.id);
              }}
            >
              {undo.label}
              {undo.shortcut === undefined ? null : (
                <span aria-hidden="true">
                  <Kbd keys={undo.shortcut} />
                </span>
              )}
            </button>
          )}
          <Toast.Close className={styles.close} aria-label={closeLabel}>
            <X size={14} aria-hidden="true" />
          </Toast.Close>
        </Toast.Content>
      </Toast.Root>
    );
  });
}
