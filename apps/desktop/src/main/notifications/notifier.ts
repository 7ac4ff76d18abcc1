import { Notification } from 'electron';

export interface Notice {
  readonly title: string;
  readonly body: string;
  onClick(): void;
}

/** Shows native notifications; one that nothing refers to would be collected, and its click lost. */
export class Notifier {
  readonly #iconPath: string;
  readonly #shown = new Set<Notification>();

  constructor(iconPath: string) {
    this.#iconPath = iconPath;
  }

  show(notice: Notice): void {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title: notice.title, body: notice.body, icon: this.#iconPath });
    const forget = (): boolean => this.#shown.delete(notification);
    notification.on('click', () => {
      forget();
      notice.onClick();
    });
    notification.on('close', forget);
    notification.on('failed', forget);
    this.#shown.add(notification);
    notification.show();
  }
}
