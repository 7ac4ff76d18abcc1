import { Toast } from '@base-ui/react/toast';

export interface ToastContent {
  /** What the agent did: `Conversation resolved`. */
  text: string;
  /** How to take it back. */
  undo?: { label: string; shortcut?: string | undefined; onUndo: () => void } | undefined;
}

export interface Toasts {
  /** Shows one and gives its id. It goes by itself after `milliseconds` (6,000), later while hovered or focused. */
  show: (content: ToastContent, milliseconds?: number) => string;
  close: (id: string) => void;
  /** For `ToastRegion` alone. */
  manager: ReturnType<typeof Toast.createToastManager<ToastContent>>;
}

/** Toasts for one window: only for what the agent did and may undo. What went wrong stays in the outbox instead. */
export function createToasts(): Toasts {
  const manager = Toast.createToastManager<ToastContent>();
  return {
    show: (content, milliseconds = 6000) =>
      manager.add({ title: content.text, data: content, timeout: milliseconds }),
    close: (id) => manager.close(id),
    manager,
  };
}
