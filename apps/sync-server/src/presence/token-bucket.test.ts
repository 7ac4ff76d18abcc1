import { expect, test } from 'vitest';

import { TokenBucket } from './token-bucket.ts';

test('P1 a token bucket allows a burst, then refills per second, up to its size', () => {
  const bucket = new TokenBucket(3, 2);
  const takes = (now: number, times: number) => Array.from({ length: times }, () => bucket.take(now));
  expect(takes(1_000, 4)).toEqual([true, true, true, false]);
  expect(takes(1_499, 1)).toEqual([false]);
  expect(takes(2_000, 3)).toEqual([true, true, false]);
  expect(takes(1_000_000, 4)).toEqual([true, true, true, false]);
});
