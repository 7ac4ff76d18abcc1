import { expect, it } from 'vitest';
import { nextSize } from './next-size.ts';

it('halves the batch size at once after a slow batch, and raises it in small steps after fast ones', () => {
  expect(nextSize(10_000, 300)).toBe(5000);
  expect(nextSize(10_000, 1)).toBe(12_500);
  expect(nextSize(1000, 300)).toBe(1000);
  expect(nextSize(60_000, 1)).toBe(60_000);
});
