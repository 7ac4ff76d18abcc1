import { BrowserWindow, nativeTheme, screen } from 'electron';
import { join } from 'node:path';
import { ipcChannels, shellFactsSwitch } from '../../contract/ipc-channels.ts';
import type { ShellFacts, WindowState } from '../../contract/preload-api.ts';
import { appOrigin } from '../security/app-address.ts';
import { readJsonFile, writeJsonFile } from '../settings/json-file.ts';
import { titleBarOptions } from './title-bar.ts';
import { placeWindow, minWindow, windowStateSchema } from './window-state.ts';

export interface MainWindowOptions {
  readonly userDataDirectory: string;
  readonly preloadPath: string;
  readonly iconPath: string;
  readonly shell: ShellFacts;
}

export function createMainWindow(options: MainWindowOptions): BrowserWindow {
  const statePath = join(options.userDataDirectory, 'window.json');
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  const { maximized, ...bounds } = placeWindow(
    readJsonFile(statePath, windowStateSchema),
    [primary, ...others].map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...bounds,
    ...titleBarOptions(process.platform),
    minWidth: minWindow.width,
    minHeight: minWindow.height,
    show: false,
    title: 'Holdfast',
    icon: options.iconPath,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#15181b' : '#f7f8f9',
    webPreferences: {
      preload: options.preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Elsewhere Chromium would download dictionaries.
      spellcheck: process.platform === 'darwin',
      additionalArguments: [shellFactsSwitch + encodeURIComponent(JSON.stringify(options.shell))],
    },
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    writeJsonFile(statePath, { ...window.getNormalBounds(), maximized: window.isMaximized() });
  });
  // The title shows the number of unread conversations. The page must not overwrite it.
  window.on('page-title-updated', (event) => event.preventDefault());
  reportWindowState(window);
  void window.loadURL(`${appOrigin}/index.html`);
  return window;
}

function reportWindowState(window: BrowserWindow): void {
  const report = (): void => {
    const state: WindowState = { maximized: window.isMaximized(), focused: window.isFocused() };
    window.webContents.send(ipcChannels.windowState, state);
  };
  window.on('maximize', report);
  window.on('unmaximize', report);
  window.on('focus', report);
  window.on('blur', report);
  window.webContents.on('did-finish-load', report);
}
