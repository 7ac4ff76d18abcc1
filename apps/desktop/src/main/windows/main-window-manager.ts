import type { BrowserWindow, WebContents } from 'electron';
import { ipcChannels } from '../../contract/ipc-channels.ts';

/** Creates and shows the main window. There is at most one. */
export class MainWindowManager {
  readonly #create: () => BrowserWindow;
  #window: BrowserWindow | null = null;
  #conversationToOpen: number | null = null;
  #unread = 0;

  constructor(create: () => BrowserWindow) {
    this.#create = create;
  }

  show(): void {
    if (this.#window !== null) {
      if (this.#window.isMinimized()) this.#window.restore();
      this.#window.show();
      this.#window.focus();
      return;
    }
    const window = this.#create();
    window.setTitle(titleFor(this.#unread));
    window.once('closed', () => {
      this.#window = null;
    });
    this.#window = window;
  }

  /** Shows the window with this conversation as soon as the page listens. */
  openConversation(conversationId: number): void {
    this.#conversationToOpen = conversationId;
    const isListening = this.#window !== null;
    this.show();
    if (isListening) this.onPageListening(this.#window?.webContents ?? null);
  }

  /** Called when the page has requested its port: from then on it also listens to all other messages. */
  onPageListening(contents: WebContents | null): void {
    if (this.#conversationToOpen === null || contents === null) return;
    contents.send(ipcChannels.openConversation, this.#conversationToOpen);
    this.#conversationToOpen = null;
  }

  showUnread(count: number): void {
    this.#unread = count;
    this.#window?.setTitle(titleFor(count));
  }

  current(): BrowserWindow | null {
    return this.#window;
  }
}

function titleFor(unread: number): string {
  return unread === 0 ? 'Holdfast' : `(${unread}) Holdfast`;
}
