import { expect, test } from 'vitest';

import { median, medianSeconds } from './measure.ts';

test('the median is the middle value, or the mean of the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});

test('warm-ups run but are not counted', async () => {
  const seen: string[] = [];
  const prepare = async () => seen.push('prepare');
  const action = async () => seen.push('action');
  await medianSeconds(prepare, action, { warmUps: 1, runs: 2 });
  expect(seen).toEqual(['prepare', 'action', 'prepare', 'action', 'prepare', 'action']);
});
