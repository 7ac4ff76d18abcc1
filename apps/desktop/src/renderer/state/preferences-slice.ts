import type { StateCreator } from 'zustand';

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'comfortable' | 'compact';
export type LanguageChoice = 'system' | 'en' | 'de';
/** Whether Enter alone sends. Enter with Ctrl (Cmd on a Mac) always sends, Enter with Shift never. */
export type SendKey = 'enter' | 'modifier-enter';

export type SharePresence = 'on' | 'off';

export interface Preferences {
  readonly theme: Theme;
  readonly density: Density;
  readonly language: LanguageChoice;
  readonly sendKey: SendKey;
  /** Whether colleagues see which conversation is open here. */
  readonly sharePresence: SharePresence;
}

export interface PreferencesSlice {
  readonly preferences: Preferences;
  readonly setPreference: <Name extends keyof Preferences>(name: Name, value: Preferences[Name]) => void;
}

export const defaultPreferences: Preferences = {
  theme: 'system',
  density: 'comfortable',
  language: 'system',
  sendKey: 'modifier-enter',
  sharePresence: 'on',
};

export const createPreferencesSlice: StateCreator<PreferencesSlice> = (set) => ({
  preferences: defaultPreferences,
  setPreference: (name, value) => set((state) => ({ preferences: { ...state.preferences, [name]: value } })),
});
