import { Toast } from '@base-ui/react/toast';

export interface ToastContent {
  /** The agent's action: `Conversation resolved`. */
  text: string;
  /** Undoes the action. */
  undo?: { label: string; shortcut?: string | undefined; onUndo: () => void } | undefined;
}

export interface Toasts {
  /**
   * Shows a toast and returns its id. It closes after `milliseconds` (default 6,000); hover and focus pause the timer.
   */
  show: (content: ToastContent, milliseconds?: number) => string;
  close: (id: string) => void;
  /** Used by `ToastRegion` only. */
  manager: ReturnType<typeof Toast.createToastManager<ToastContent>>;
}

/** Toasts of one window, for actions of the agent that can be undone. Failures go to the outbox instead. */
export function createToasts(): Toasts {
  const manager = Toast.createToastManager<ToastContent>();
  return {
    show: (content, milliseconds = 6000) =>
      manager.add({ title: content.text, data: content, timeout: milliseconds }),
    close: (id) => manager.close(id),
    manager,
  };
}
