import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { IntlProvider } from 'react-intl';

import { useUi } from '../state/use-ui.tsx';
import { chooseLanguage } from './choose-language.ts';
import de from './de.json';
import en from './en.json';

const texts = { en, de };

export function LanguageProvider(props: { readonly systemLocale: string; readonly children: ReactNode }) {
  const preference = useUi((state) => state.preferences.language);
  const { language, locale } = chooseLanguage(preference, props.systemLocale);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <IntlProvider locale={locale} messages={texts[language]} onError={reportError}>
      {props.children}
    </IntlProvider>
  );
}
