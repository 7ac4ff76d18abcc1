import { expect, it } from 'vitest';
import { createSendRateLimiter } from './send-rate-limiter.ts';

it('reserves the first slot immediately and spaces the following ones', () => {
  const pacer = createSendRateLimiter();
  expect([0, 0, 0].map((now) => pacer.reserve('a', 10, now))).toEqual([0, 100, 200]);
});

it('does not accumulate unused slots, and limits each channel separately', () => {
  const pacer = createSendRateLimiter();
  pacer.reserve('a', 1, 0);
  expect(pacer.reserve('b', 1, 0)).toBe(0);
  expect(pacer.reserve('a', 1, 400)).toBe(600);
  expect(pacer.reserve('a', 1, 5000)).toBe(0);
});
