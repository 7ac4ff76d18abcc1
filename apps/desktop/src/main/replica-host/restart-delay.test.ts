import { expect, test } from 'vitest';
import { restartDelay } from './restart-delay.ts';

test('each crash in a row doubles the delay, up to a limit', () => {
  expect([1, 2, 3, 4, 20].map(restartDelay)).toEqual([250, 500, 1000, 2000, 15_000]);
});
