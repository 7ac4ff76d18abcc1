import type { App } from 'electron';
import type { ShellFacts, ThemeChoice } from '../../contract/preload-api.ts';
import { windowButtons } from '../windows/title-bar.ts';

/** Facts that a new window needs before its first frame. */
export function shellFacts(app: App, theme: ThemeChoice, secretsAvailable: boolean): ShellFacts {
  const platform = process.platform;
  return {
    platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux',
    appVersion: app.getVersion(),
    systemLocale: app.getLocale(),
    theme,
    windowButtons: windowButtons(platform),
    secretStorage: secretsAvailable ? 'available' : 'unavailable',
  };
}
