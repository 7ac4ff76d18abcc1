import { nativeTheme } from 'electron';
import { join } from 'node:path';
import { z } from 'zod';
import type { ThemeChoice } from '../../contract/preload-api.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';

export const themeChoiceSchema = z.enum(['system', 'light', 'dark']) satisfies z.ZodType<ThemeChoice>;

const preferencesSchema = z.object({ theme: themeChoiceSchema });

export interface PreferencesStore {
  theme(): ThemeChoice;
  setTheme(theme: ThemeChoice): void;
}

/** Preferences that main needs before the first frame. All others are in the renderer. */
export function openPreferences(userDataDirectory: string): PreferencesStore {
  const path = join(userDataDirectory, 'preferences.json');
  nativeTheme.themeSource = readJsonFile(path, preferencesSchema)?.theme ?? 'system';
  return {
    theme: () => nativeTheme.themeSource,
    setTheme: (theme) => {
      nativeTheme.themeSource = theme;
      writeJsonFile(path, { theme });
    },
  };
}
