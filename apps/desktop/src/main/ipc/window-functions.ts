import type { WebContents } from 'electron';
import { z } from 'zod';
import { ipcChannels } from '../../contract/ipc-channels.ts';
import type { ThemeChoice } from '../../contract/preload-api.ts';
import { openExternalLink } from '../security/external-links.ts';
import { themeChoiceSchema } from '../settings/preferences.ts';
import type { ValidatedIpc } from './validated-ipc.ts';

export interface WindowFunctionDependencies {
  connectReplica(contents: WebContents): void;
  setTheme(theme: ThemeChoice): void;
}

/** Handles the requests that a window can make to main; the counterpart of the preload script. */
export function registerWindowFunctions(ipc: ValidatedIpc, dependencies: WindowFunctionDependencies): void {
  ipc.receive(ipcChannels.requestReplicaPort, (window) => dependencies.connectReplica(window.webContents));
  ipc.receive(ipcChannels.minimizeWindow, (window) => window.minimize());
  ipc.receive(ipcChannels.closeWindow, (window) => window.close());
  ipc.receive(ipcChannels.toggleMaximizeWindow, (window) => {
    if (window.isMaximized()) window.unmaximize();
    else window.maximize();
  });
  ipc.answer(ipcChannels.setTheme, z.tuple([themeChoiceSchema]), (_window, theme) =>
    dependencies.setTheme(theme),
  );
  ipc.answer(ipcChannels.openExternal, z.tuple([z.string().max(4096)]), (_window, address) =>
    openExternalLink(address),
  );
}
