import { expect, it } from 'vitest';
import { cursor, delta } from '@holdfast/testkit/replica/test-rows';
import { DeltaBatch } from './delta-batch.ts';

const small = delta({ from: cursor(1), to: cursor(2), left: [1] });
const withResult = (mutationId: number) =>
  delta({
    from: cursor(1),
    to: cursor(2),
    results: [{ mutationId, uuid: 'a', name: 'addNote', outcome: 'applied', code: null, details: {} }],
  });
const ofBytes = (bytes: number) => ({
  ...small,
  parts: [{ table: 'messages' as const, rows: ' '.repeat(bytes / 2) }],
  copies: [{ table: 'messages' as const, text: ' '.repeat(bytes / 2) }],
});

it('D5 accepts deltas in order up to 1 MiB', () => {
  const batch = new DeltaBatch();
  const deltas = [ofBytes(2 ** 19), small, ofBytes(2 ** 19)];
  expect(deltas.map((next) => batch.add(next))).toEqual([true, true, true]);
  expect(batch.deltas).toEqual(deltas);
  expect(batch.add(ofBytes(2))).toBe(false);
  expect(batch.deltas).toHaveLength(3);
});

it('D5 accepts a first delta of any size', () => {
  const batch = new DeltaBatch();
  expect(batch.add(ofBytes(2 ** 21))).toBe(true);
  expect(batch.add(ofBytes(2))).toBe(false);
});

it('M4 gathers results until the last one of the queue has arrived', async () => {
  const batch = new DeltaBatch();
  batch.add(withResult(1));
  const gathered = batch.gather(3, 60_000);
  batch.add(withResult(2));
  batch.add(withResult(3));
  await gathered;
  await batch.gather(2, 60_000);
  expect(batch.deltas).toHaveLength(3);
});

it('M4 gathers until the timeout, the release, or a delta that does not fit', async () => {
  const [timedOut, ended, full] = [new DeltaBatch(), new DeltaBatch(), new DeltaBatch()];
  for (const batch of [timedOut, ended, full]) batch.add(small);
  await timedOut.gather(1, 1);
  const others = [ended.gather(1, 60_000), full.gather(1, 60_000)];
  ended.release();
  expect(full.add(ofBytes(2 ** 21))).toBe(false);
  await Promise.all(others);
});

it('D5 accepts at most 500 deltas', () => {
  const batch = new DeltaBatch();
  for (let taken = 0; taken < 500; taken += 1) expect(batch.add(small)).toBe(true);
  expect(batch.add(small)).toBe(false);
});
