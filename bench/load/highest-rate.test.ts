import { expect, test } from 'vitest';

import { highestRate } from './highest-rate.ts';

const below = (limit: number) => (rate: number) => Promise.resolve(rate <= limit);

test('the highest rate is found between the last that held and the first that did not', async () => {
  expect(await highestRate(below(1000), { from: 200, limit: 10_000, halvings: 6 })).toBeCloseTo(1000, -2);
});

test('a rate that holds up to the limit is the last one tried', async () => {
  expect(await highestRate(below(1e9), { from: 100, limit: 1000, halvings: 3 })).toBe(800);
});

test('when nothing holds, the answer comes close to nothing', async () => {
  expect(await highestRate(below(0), { from: 100, limit: 1000, halvings: 2 })).toBe(0);
});
