import { expect, test } from 'vitest';

import { snoozeChoices } from './snooze-choices.ts';

test('on a Wednesday the choices are three hours, tomorrow and Monday', () => {
  const choices = snoozeChoices(new Date(2026, 10, 18, 14, 30));
  expect(choices.map((choice) => [choice.id, new Date(choice.until)])).toEqual([
    ['later', new Date(2026, 10, 18, 17, 30)],
    ['tomorrow', new Date(2026, 10, 19, 9, 0)],
    ['monday', new Date(2026, 10, 23, 9, 0)],
  ]);
});

test('on a Sunday, tomorrow and Monday are one choice', () => {
  const choices = snoozeChoices(new Date(2026, 10, 22, 10, 0));
  expect(choices.map((choice) => choice.id)).toEqual(['later', 'tomorrow']);
});

test('on a Monday the choice is the next Monday', () => {
  const choices = snoozeChoices(new Date(2026, 10, 23, 10, 0));
  expect(choices.map((choice) => choice.until).at(-1)).toBe(new Date(2026, 10, 30, 9, 0).toISOString());
});
