import { Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';

/** macOS gets its standard menu. Elsewhere the window has no menu bar, and the menu only provides its keys. */
export function setApplicationMenu(isPackaged: boolean): void {
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      ...(isPackaged ? [] : developerItems),
    ],
  };
  const system: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([...system, { role: 'editMenu' }, view, { role: 'windowMenu' }]),
  );
}

const developerItems: MenuItemConstructorOptions[] = [
  { type: 'separator' },
  { role: 'reload' },
  { role: 'toggleDevTools' },
];
