import { Menu, Tray } from 'electron';
import type { ShellTexts } from '../lifecycle/shell-texts.ts';

export interface TrayOptions {
  readonly iconPath: string;
  readonly words: ShellTexts;
  onOpen(): void;
  onQuit(): void;
}

/**
 * Represents the app while its window is closed. The caller must keep a reference, or the tray is garbage-collected.
 */
export function createTray(options: TrayOptions): Tray {
  const tray = new Tray(options.iconPath);
  tray.setToolTip('Holdfast');
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: options.words.open, click: () => options.onOpen() },
      { type: 'separator' },
      { label: options.words.quit, click: () => options.onQuit() },
    ]),
  );
  tray.on('click', () => options.onOpen());
  return tray;
}
