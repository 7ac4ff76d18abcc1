import { expect, it } from 'vitest';
import { nextBatchSize } from './next-batch-size.ts';

it('halves the batch size at once after a slow batch, and raises it in small steps after fast ones', () => {
  expect(nextBatchSize(10_000, 300)).toBe(5000);
  expect(nextBatchSize(10_000, 1)).toBe(12_500);
  expect(nextBatchSize(1000, 300)).toBe(1000);
  expect(nextBatchSize(60_000, 1)).toBe(60_000);
});
