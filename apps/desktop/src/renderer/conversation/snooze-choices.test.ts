import { expect, test } from 'vitest';

import { snoozeChoices } from './snooze-choices.ts';

test('on a Wednesday one may wait some hours, until tomorrow and until Monday', () => {
  const choices = snoozeChoices(new Date(2026, 10, 18, 14, 30));
  expect(choices.map((choice) => [choice.id, new Date(choice.until)])).toEqual([
    ['later', new Date(2026, 10, 18, 17, 30)],
    ['tomorrow', new Date(2026, 10, 19, 9, 0)],
    ['monday', new Date(2026, 10, 23, 9, 0)],
  ]);
});

test('on a Sunday tomorrow is Monday and is offered once', () => {
  const choices = snoozeChoices(new Date(2026, 10, 22, 10, 0));
  expect(choices.map((choice) => choice.id)).toEqual(['later', 'tomorrow']);
});

test('on a Monday the next Monday is meant', () => {
  const choices = snoozeChoices(new Date(2026, 10, 23, 10, 0));
  expect(choices.map((choice) => choice.until).at(-1)).toBe(new Date(2026, 10, 30, 9, 0).toISOString());
});
