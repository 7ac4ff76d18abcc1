export interface SlashCommand {
  /** Where the `/` stands. */
  readonly start: number;
  /** Where the caret stands: the command ends here. */
  readonly end: number;
  /** What was typed after the `/`. */
  readonly query: string;
}

/**
 * Finds the `/` command that the caret stands in. A `/` begins one only at the start of a word, so that
 * `and/or` and addresses never open the menu.
 */
export function findSlashCommand(text: string, caret: number): SlashCommand | null {
  const before = text.slice(0, caret);
  const match = /(?:^|\s)\/([^\s/]*)$/u.exec(before);
  if (match === null) return null;
  const query = match[1] ?? '';
  return { start: caret - query.length - 1, end: caret, query };
}

/** Puts a canned response in the place of the command. Returns the new text and where the caret goes. */
export function replaceSlashCommand(
  text: string,
  command: SlashCommand,
  replacement: string,
): { readonly text: string; readonly caret: number } {
  const head = text.slice(0, command.start) + replacement;
  return { text: head + text.slice(command.end), caret: head.length };
}
