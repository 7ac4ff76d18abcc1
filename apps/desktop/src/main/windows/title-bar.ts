import type { BrowserWindowConstructorOptions } from 'electron';

/**
 * We draw the title bar on every system. macOS and Windows draw their window buttons over it. Linux desktops differ in
 * the place and the look of the buttons, so there we draw them too.
 */
export function titleBarOptions(platform: NodeJS.Platform): BrowserWindowConstructorOptions {
  if (platform === 'darwin') return { titleBarStyle: 'hiddenInset' };
  if (platform === 'win32') {
    return {
      titleBarStyle: 'hidden',
      titleBarOverlay: { color: '#00000000', symbolColor: '#808890', height: 36 },
    };
  }
  return { frame: false };
}

export function windowButtons(platform: NodeJS.Platform): 'own' | 'system' {
  return platform === 'darwin' || platform === 'win32' ? 'system' : 'own';
}
