/** The texts that main shows itself. All other texts are in the renderer. */
export interface ShellTexts {
  readonly open: string;
  readonly quit: string;
  readonly tryAgain: string;
  unread(count: number): string;
}

export function shellTexts(locale: string): ShellTexts {
  return locale.toLowerCase().startsWith('de') ? german : english;
}

const english: ShellTexts = {
  open: 'Open Holdfast',
  quit: 'Quit',
  tryAgain: 'Try again',
  unread: (count) => (count === 1 ? '1 unread conversation' : `${count} unread conversations`),
};

const german: ShellTexts = {
  open: 'Holdfast öffnen',
  quit: 'Beenden',
  tryAgain: 'Erneut versuchen',
  unread: (count) => (count === 1 ? '1 ungelesene Unterhaltung' : `${count} ungelesene Unterhaltungen`),
};
