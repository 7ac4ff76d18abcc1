import { expect, test } from 'vitest';

import { chooseLanguage } from './choose-language.ts';

test("the language of the preferences takes precedence over the system's", () => {
  expect(chooseLanguage('system', 'de-AT')).toEqual({ language: 'de', locale: 'de-AT' });
  expect(chooseLanguage('en', 'de-AT')).toEqual({ language: 'en', locale: 'en' });
});

test('an unsupported language gives English texts and dates', () => {
  expect(chooseLanguage('system', 'nb-NO')).toEqual({ language: 'en', locale: 'en' });
});

test("the system's variant of English is kept for dates", () => {
  expect(chooseLanguage('system', 'en-GB')).toEqual({ language: 'en', locale: 'en-GB' });
});
