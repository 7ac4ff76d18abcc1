const conflictIntroductions: Readonly<Record<string, string>> = {
  de: 'Zweite Fassung einer Notiz, die auch anderswo geändert wurde:',
  en: 'Second version of a note that was changed elsewhere too:',
};

/**
 * The text of a note that was changed on two sides: the version that arrives later becomes a note of its own (rule M5),
 * which says what it is, in the language of its author.
 * @param content what the author wrote
 * @param locale of the author; another one than `de` is answered in English
 */
export function noteConflictText(content: string, locale: string | null): string {
  const language = locale?.slice(0, 2).toLowerCase() ?? 'en';
  return `${conflictIntroductions[language] ?? conflictIntroductions['en']}\n\n${content}`;
}
