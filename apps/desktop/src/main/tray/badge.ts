import { nativeImage } from 'electron';
import type { App, BrowserWindow, Tray } from 'electron';
import type { ShellTexts } from '../lifecycle/shell-texts.ts';

export interface BadgePlaces {
  readonly app: App;
  readonly tray: Tray;
  readonly window: BrowserWindow | null;
  readonly overlayIconPath: string;
  readonly words: ShellTexts;
}

/** Shows the number of unread conversations on the icons that this system supports. */
export function showBadge(count: number, places: BadgePlaces): void {
  places.app.setBadgeCount(count);
  places.tray.setToolTip(count === 0 ? 'Holdfast' : `Holdfast · ${places.words.unread(count)}`);
  if (process.platform !== 'win32') return;
  const overlay = count === 0 ? null : nativeImage.createFromPath(places.overlayIconPath);
  places.window?.setOverlayIcon(overlay, count === 0 ? '' : places.words.unread(count));
}
