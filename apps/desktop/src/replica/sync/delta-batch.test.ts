import { expect, it } from 'vitest';
import { cursor, delta } from '../testing/test-rows.ts';
import { DeltaBatch } from './delta-batch.ts';

const small = delta({ from: cursor(1), to: cursor(2), left: [1] });
const ofBytes = (bytes: number) => ({
  ...small,
  parts: [{ table: 'messages' as const, rows: ' '.repeat(bytes / 2) }],
  copies: [{ table: 'messages' as const, text: ' '.repeat(bytes / 2) }],
});

it('D5 takes deltas in their order until it holds a mebibyte', () => {
  const batch = new DeltaBatch();
  const deltas = [ofBytes(2 ** 19), small, ofBytes(2 ** 19)];
  expect(deltas.map((next) => batch.add(next))).toEqual([true, true, true]);
  expect(batch.deltas).toEqual(deltas);
  expect(batch.add(ofBytes(2))).toBe(false);
  expect(batch.deltas).toHaveLength(3);
});

it('D5 takes one delta of any size by itself', () => {
  const batch = new DeltaBatch();
  expect(batch.add(ofBytes(2 ** 21))).toBe(true);
  expect(batch.add(ofBytes(2))).toBe(false);
});

it('D5 takes a bounded number of deltas', () => {
  const batch = new DeltaBatch();
  for (let taken = 0; taken < 500; taken += 1) expect(batch.add(small)).toBe(true);
  expect(batch.add(small)).toBe(false);
});
