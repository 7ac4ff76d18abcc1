import type { App } from 'electron';
import type { ShellFacts, ThemeChoice } from '../../contract/preload-api.ts';
import { windowButtons } from '../windows/title-bar.ts';

/** What a new window must know before its first frame. */
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
