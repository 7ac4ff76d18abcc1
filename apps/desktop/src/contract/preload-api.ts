/**
 * The API that the preload script puts on `window.holdfast`: every request that the renderer can make to the main
 * process. Domain data is not among it; that comes from the replica over the message port.
 */
export interface PreloadApi {
  /** Facts that do not change while the window exists; known before the first frame. */
  readonly shell: ShellFacts;

  /**
   * Requests a port to the replica. The port arrives as a `message` event of `window` (see `isReplicaPortMessage`),
   * because a port cannot cross the context bridge. After a restart of the replica a new port arrives without a
   * request, and the old one is dead.
   */
  requestReplicaPort(): void;

  setTheme(theme: ThemeChoice): Promise<void>;
  /** Opens an http, https or mailto address outside the app. Resolves to false if the address was refused. */
  openExternal(address: string): Promise<boolean>;

  minimizeWindow(): void;
  toggleMaximizeWindow(): void;
  /** Closes the window; the app keeps running in the tray. */
  closeWindow(): void;

  /** Each `on…` function returns a function that removes the listener. */
  onWindowState(listener: (state: WindowState) => void): () => void;
  /**
   * The agent clicked a notification: show this conversation. A click before the page listens is kept until it does.
   */
  onOpenConversation(listener: (conversationId: number) => void): () => void;
}

export interface ShellFacts {
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly appVersion: string;
  /** The language of the system, for example `de-DE`. */
  readonly systemLocale: string;
  readonly theme: ThemeChoice;
  /** `own`: we draw minimize, maximize and close. `system`: the system draws them over our title bar. */
  readonly windowButtons: 'own' | 'system';
  /**
   * `unavailable`: the system has no keyring, so the agent must sign in again after a restart. Show this at sign-in.
   */
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
 * Whether the data of a `message` event is that of the event that carries the replica's port.
 *
 * @example
 * window.addEventListener('message', (event) => {
 *   if (event.source === window && isReplicaPortMessage(event.data)) useReplica(event.ports[0]);
 * });
 */
export function isReplicaPortMessage(data: unknown): boolean {
  return data === replicaPortMessage;
}
