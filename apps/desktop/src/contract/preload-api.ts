/**
 * What the preload script puts on `window.holdfast`: everything the renderer can ask of the main process.
 * Domain data never passes here; it comes from the replica over the message port.
 */
export interface PreloadApi {
  /** Facts that hold for the life of the window, known before the first frame. */
  readonly shell: ShellFacts;

  /**
   * Asks for a port to the replica. It arrives as a `message` event of `window` (see `isReplicaPortMessage`):
   * a port cannot cross the context bridge. After the replica was restarted a new one comes unasked, and the
   * old one is dead.
   */
  requestReplicaPort(): void;

  setTheme(theme: ThemeChoice): Promise<void>;
  /** Opens an http, https or mailto address outside the app. Resolves to false when it was refused. */
  openExternal(address: string): Promise<boolean>;

  minimizeWindow(): void;
  toggleMaximizeWindow(): void;
  /** Closes the window; the app lives on in the tray. */
  closeWindow(): void;

  /** Each `on…` function returns the function that stops listening. */
  onWindowState(listener: (state: WindowState) => void): () => void;
  /** The agent clicked a notification: show this conversation. A click from before the page listened is kept for it. */
  onOpenConversation(listener: (conversationId: number) => void): () => void;
}

export interface ShellFacts {
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly appVersion: string;
  /** The language of the system, for example `de-DE`. */
  readonly systemLocale: string;
  readonly theme: ThemeChoice;
  /** `own`: we draw minimise, maximise and close. `system`: the system draws them over our title bar. */
  readonly windowButtons: 'own' | 'system';
  /** `unavailable`: no keyring here, so the sign-in ends with the app. Say so at sign-in. */
  readonly secretStorage: 'available' | 'unavailable';
}

export type ThemeChoice = 'system' | 'light' | 'dark';

export interface WindowState {
  readonly maximized: boolean;
  readonly focused: boolean;
}

/** The data of the `message` event that carries the replica's port in `event.ports[0]`. */
export const replicaPortMessage = 'holdfast:replica-port';

/**
 * Tells the event that carries the replica's port from everything else posted to the window.
 *
 * @example
 * window.addEventListener('message', (event) => {
 *   if (event.source === window && isReplicaPortMessage(event.data)) useReplica(event.ports[0]);
 * });
 */
export function isReplicaPortMessage(data: unknown): boolean {
  return data === replicaPortMessage;
}
