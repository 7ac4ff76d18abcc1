import type { WindowState } from './preload-api.ts';

/** Every channel between preload and main, in one list, so that a review sees the whole interface. */
export const ipcChannels = {
  requestReplicaPort: 'holdfast:request-replica-port',
  replicaPort: 'holdfast:replica-port',
  setTheme: 'holdfast:set-theme',
  openExternal: 'holdfast:open-external',
  minimizeWindow: 'holdfast:minimize-window',
  toggleMaximizeWindow: 'holdfast:toggle-maximize-window',
  closeWindow: 'holdfast:close-window',
  windowState: 'holdfast:window-state',
  openConversation: 'holdfast:open-conversation',
} as const;

/** Messages that main sends to a window without a request, by channel. */
export interface Announcements {
  [ipcChannels.windowState]: WindowState;
  [ipcChannels.openConversation]: number;
}

/** The command-line switch by which main passes the `ShellFacts` to the preload script before the first frame. */
export const shellFactsSwitch = '--holdfast-shell=';
