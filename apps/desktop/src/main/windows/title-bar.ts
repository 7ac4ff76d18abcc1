import type { BrowserWindowConstructorOptions } from 'electron';

/**
 * The title bar is ours everywhere. macOS and Windows lay their buttons over it; on Linux desktops differ too much
 * in where and how they would, so there we draw our own.
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
