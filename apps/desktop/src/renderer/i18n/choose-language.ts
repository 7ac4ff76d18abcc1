import type { LanguageChoice } from '../state/preferences-slice.ts';

export type SupportedLanguage = 'en' | 'de';

/**
 * Returns the language of the texts and the locale of dates and numbers. With `de-AT`: German texts and Austrian dates.
 * With `nb-NO`: English texts and English dates.
 */
export function chooseLanguage(
  preference: LanguageChoice,
  systemLocale: string,
): { readonly language: SupportedLanguage; readonly locale: string } {
  const systemLanguage = systemLocale.toLowerCase().split('-')[0];
  const language = preference === 'system' ? (systemLanguage === 'de' ? 'de' : 'en') : preference;
  return { language, locale: language === systemLanguage ? systemLocale : language };
}
