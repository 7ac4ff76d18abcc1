export interface SlashCommand {
  /** Index of the `/`. */
  readonly start: number;
  /** Index of the caret, where the command ends. */
  readonly end: number;
  /** Text after the `/`. */
  readonly query: string;
}

/**
 * Finds the `/` command at the caret. A `/` starts a command only at the start of a word, so that `and/or` and
 * addresses do not open the menu.
 */
export function findSlashCommand(text: string, caret: number): SlashCommand | null {
  const before = text.slice(0, caret);
  const match = /(?:^|\s)\/([^\s/]*)$/u.exec(before);
  if (match === null) return null;
  const query = match[1] ?? '';
  return { start: caret - query.length - 1, end: caret, query };
}

/** Replaces the command by a canned response. Returns the new text and the new caret position. */
export function replaceSlashCommand(
  text: string,
  command: SlashCommand,
  replacement: string,
): { readonly text: string; readonly caret: number } {
  const head = text.slice(0, command.start) + replacement;
  return { text: head + text.slice(command.end), caret: head.length };
}
