import type { WindowState } from './preload-api.ts';

/** Every channel between preload and main. One list, so that what can be asked is seen at a glance. */
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

/** What main tells a window unasked, by channel. */
export interface Announcements {
  [ipcChannels.windowState]: WindowState;
  [ipcChannels.openConversation]: number;
}

/** The command-line switch by which main hands the `ShellFacts` to the preload script before the first frame. */
export const shellFactsSwitch = '--holdfast-shell=';
