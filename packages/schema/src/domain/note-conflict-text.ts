const conflictIntroductions: Readonly<Record<string, string>> = {
  de: 'Zweite Fassung einer Notiz, die auch anderswo geändert wurde:',
  en: 'Second version of a note that was changed elsewhere too:',
};

/**
 * Makes the text of the note that keeps the losing version of a conflicting edit. If two agents change a note, the
 * version that arrives later becomes a note of its own with an introduction (rule M5).
 * @param content the text that the author wrote
 * @param locale the author's locale, such as `de-AT`; null or any language other than German gives an English
 *   introduction
 * @returns the introduction, an empty line and `content`
 */
export function noteConflictText(content: string, locale: string | null): string {
  const language = locale?.slice(0, 2).toLowerCase() ?? 'en';
  return `${conflictIntroductions[language] ?? conflictIntroductions['en']}\n\n${content}`;
}
