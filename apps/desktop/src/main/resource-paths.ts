import { join } from 'node:path';

export interface ResourcePaths {
  readonly preload: string;
  readonly replica: string;
  readonly renderer: string;
  readonly replicaTemplate: string;
  readonly icon: string;
  readonly trayIcon: string;
  readonly unreadIcon: string;
}

/**
 * Paths of the built parts. `outDirectory` is the build's output folder; `resourcesDirectory` is the folder beside the
 * asar of a packaged app, or null when run from the sources.
 */
export function resourcePaths(outDirectory: string, resourcesDirectory: string | null): ResourcePaths {
  const icons = join(resourcesDirectory ?? join(outDirectory, '..', 'resources'), 'icons');
  return {
    preload: join(outDirectory, 'preload', 'preload.cjs'),
    replica: join(outDirectory, 'main', 'replica.cjs'),
    renderer: join(outDirectory, 'renderer'),
    replicaTemplate: join(resourcesDirectory ?? outDirectory, 'replica-template'),
    icon: join(icons, 'icon.png'),
    trayIcon: join(icons, process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'),
    unreadIcon: join(icons, 'unread.png'),
  };
}
