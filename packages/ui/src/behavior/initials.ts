/**
 * The first letters of the first and the last word of a name, in any script. Returns `?` for a name without letters.
 */
export function initialsOf(name: string, maxLetters: 1 | 2): string {
  const words = name.split(/[\s_-]+/u).filter((word) => /[\p{Letter}\p{Number}]/u.test(word));
  const first = words[0];
  if (first === undefined) return '?';
  const last = words.length > 1 ? words.at(-1) : undefined;
  if (maxLetters === 1 || last === undefined) return firstLetter(first);
  // Without the joiner, letters of cursive scripts would connect and read as a word.
  return `${firstLetter(first)}\u{200C}${firstLetter(last)}`;
}

function firstLetter(word: string): string {
  return (/[\p{Letter}\p{Number}]/u.exec(word)?.[0] ?? '').toLocaleUpperCase();
}
