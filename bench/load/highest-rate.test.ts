import { expect, test } from 'vitest';

import { highestRate } from './highest-rate.ts';

const below = (limit: number) => (rate: number) => Promise.resolve(rate <= limit);

test('the highest rate lies between the last one that held and the first one that did not', async () => {
  expect(await highestRate(below(1000), { from: 200, limit: 10_000, halvings: 6 })).toBeCloseTo(1000, -2);
});

test('if every rate up to the limit holds, the last one tried is returned', async () => {
  expect(await highestRate(below(1e9), { from: 100, limit: 1000, halvings: 3 })).toBe(800);
});

test('if no rate holds, the result is 0', async () => {
  expect(await highestRate(below(0), { from: 100, limit: 1000, halvings: 2 })).toBe(0);
});
