import { expect, it } from 'vitest';
import { nextSize } from './next-size.ts';

it('asks for smaller pieces at once where they take long, and for larger ones little by little', () => {
  expect(nextSize(10_000, 300)).toBe(5000);
  expect(nextSize(10_000, 1)).toBe(12_500);
  expect(nextSize(1000, 300)).toBe(1000);
  expect(nextSize(60_000, 1)).toBe(60_000);
});
