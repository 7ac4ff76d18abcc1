import { expect, it } from 'vitest';
import { pushLimit } from '@holdfast/schema/protocol/push';
import { nextBatch } from './push-batch.ts';

function mutation(id: number, text = '') {
  return { id, uuid: '', name: 'sendMessage', version: 1, args: { text }, composedAt: '' };
}

const many = Array.from({ length: 250 }, (_, index) => mutation(index + 1));

it('M2 the next batch starts after the last pushed mutation, in order', () => {
  expect(nextBatch(many, 10).map(({ id }) => id)).toEqual(
    Array.from({ length: pushLimit }, (_, i) => i + 11),
  );
});

it('D3 keeps a call below the server’s frame limit, but sends a single mutation of any size', () => {
  const large = [mutation(1, 'x'.repeat(200_000)), mutation(2), mutation(3)];
  expect(nextBatch(large, 0).map(({ id }) => id)).toEqual([1]);
  expect(nextBatch(large, 1).map(({ id }) => id)).toEqual([2, 3]);
});

it('is empty when every mutation was pushed', () => {
  expect(nextBatch(many, 250)).toEqual([]);
});
