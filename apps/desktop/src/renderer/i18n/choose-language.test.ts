import { expect, test } from 'vitest';

import { chooseLanguage } from './choose-language.ts';

test('the system decides unless the agent did', () => {
  expect(chooseLanguage('system', 'de-AT')).toEqual({ language: 'de', locale: 'de-AT' });
  expect(chooseLanguage('en', 'de-AT')).toEqual({ language: 'en', locale: 'en' });
});

test('a language that we do not speak gives English in words and dates', () => {
  expect(chooseLanguage('system', 'nb-NO')).toEqual({ language: 'en', locale: 'en' });
});

test('the English of the system is kept for dates', () => {
  expect(chooseLanguage('system', 'en-GB')).toEqual({ language: 'en', locale: 'en-GB' });
});
