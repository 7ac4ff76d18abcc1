import { Notification } from 'electron';

export interface DesktopNotification {
  readonly title: string;
  readonly body: string;
  onClick(): void;
}

/**
 * Shows native notifications. It keeps a reference to each: an unreferenced one is garbage-collected and its click
 * lost.
 */
export class Notifier {
  readonly #shown = new Set<Notification>();

  show(notice: DesktopNotification): void {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title: notice.title, body: notice.body });
    const release = (): boolean => this.#shown.delete(notification);
    notification.on('click', () => {
      release();
      notice.onClick();
    });
    notification.on('close', release);
    notification.on('failed', release);
    this.#shown.add(notification);
    notification.show();
  }
}
