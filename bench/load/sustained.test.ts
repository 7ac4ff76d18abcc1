import { expect, test } from 'vitest';

import { isSustained, lagOf } from './sustained.ts';

const rows = (lag: (number: number) => number) =>
  Array.from({ length: 1000 }, (_, number) => ({ mark: number * 10, at: number * 10 + lag(number) }));

test('a constant lag is sustained', () => {
  const lag = lagOf(rows((number) => 20 + (number % 3)));
  expect(lag.p50Ms).toBe(21);
  expect(lag.slopeMsPerSecond).toBeCloseTo(0);
  expect(isSustained(lag)).toBe(true);
});

test('a growing lag is not sustained, even while it is small', () => {
  const lag = lagOf(rows((number) => number / 5));
  expect(lag.slopeMsPerSecond).toBeCloseTo(20);
  expect(isSustained(lag)).toBe(false);
});
