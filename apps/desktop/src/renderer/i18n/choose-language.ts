import type { Language } from '../state/preferences-slice.ts';

export type SupportedLanguage = 'en' | 'de';

/**
 * The language of the texts and the locale of dates and numbers. An agent in Vienna gets German texts and Austrian
 * dates; one in Oslo gets English texts, and the dates that go with English.
 */
export function chooseLanguage(
  preference: Language,
  systemLocale: string,
): { readonly language: SupportedLanguage; readonly locale: string } {
  const systemLanguage = systemLocale.toLowerCase().split('-')[0];
  const language = preference === 'system' ? (systemLanguage === 'de' ? 'de' : 'en') : preference;
  return { language, locale: language === systemLanguage ? systemLocale : language };
}
