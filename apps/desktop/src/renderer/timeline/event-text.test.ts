import { createIntl } from 'react-intl';
import { expect, test } from 'vitest';

import de from '../i18n/de.json';
import en from '../i18n/en.json';
import type { Text } from '../i18n/use-text.ts';
import { eventText } from './event-text.ts';

const ada = { id: 1, name: 'Ada', avatarUrl: null };
const jonas = { id: 2, name: 'Jonas', avatarUrl: null };
const mia = { id: 3, name: 'Mia', avatarUrl: null };
const inEnglish = textIn('en', en);
const inGerman = textIn('de', de);

test('events address the agent as "you" and name others', () => {
  const transferred = { type: 'transferred', from: jonas, to: ada, by: jonas, reason: null } as const;
  expect(eventText(transferred, inEnglish, 1)).toBe('Jonas transferred this to you');
  expect(eventText(transferred, inEnglish, 2)).toBe('You transferred this to Ada');
  expect(eventText(transferred, inEnglish, 3)).toBe('Jonas transferred this to Ada');
});

test("a transfer's reason is included, in both languages", () => {
  const transferred = {
    type: 'transferred',
    from: ada,
    to: jonas,
    by: ada,
    reason: 'knows the carrier',
  } as const;
  expect(eventText(transferred, inEnglish, 2)).toBe('Ada transferred this to you: knows the carrier');
  expect(eventText(transferred, inGerman, 2)).toBe('Ada hat Ihnen dies übergeben: knows the carrier');
});

test('an unknown person is named "Someone"', () => {
  const transferred = { type: 'transferred', from: null, to: mia, by: null, reason: null } as const;
  expect(eventText(transferred, inEnglish, 1)).toBe('Someone transferred this to Mia');
});

test('a claim, an assignment and a return to the queue have different texts', () => {
  expect(eventText({ type: 'assigned', to: ada, by: ada, how: 'claim' }, inEnglish, 1)).toBe(
    'Claimed by you',
  );
  expect(eventText({ type: 'assigned', to: ada, by: null, how: 'auto_round_robin' }, inEnglish, 2)).toBe(
    'Assigned to Ada',
  );
  expect(eventText({ type: 'assigned', to: null, by: ada, how: 'manual' }, inEnglish, 1)).toBe(
    'Returned to the queue',
  );
});

function textIn(locale: string, messages: Record<string, string>): Text {
  const intl = createIntl({ locale, messages });
  return (id, values) => intl.formatMessage({ id }, values);
}
