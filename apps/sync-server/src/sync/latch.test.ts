import { expect, test } from 'vitest';
import { Latch } from './latch.ts';

const never = new AbortController().signal;
const farAway = 60_000;

test('D2 a hint that comes before the wait is not lost', async () => {
  const latch = new Latch();
  latch.raise();
  await latch.wait(farAway, never);
});

test('D2 a hint ends the wait, and the next wait needs another one', async () => {
  const latch = new Latch();
  let woken = 0;
  const first = latch.wait(farAway, never).then(() => (woken += 1));
  latch.raise();
  await first;
  const stop = new AbortController();
  const second = latch.wait(farAway, stop.signal).then(() => (woken += 1));
  await Promise.resolve();
  expect(woken).toBe(1);
  stop.abort();
  await second;
});

test('D2 without any hint the wait ends by itself', async () => {
  await new Latch().wait(1, never);
});
