import { expect, test } from 'vitest';
import { Latch } from './latch.ts';

const farAway = 60_000;

test('D2 a hint that comes before the wait is not lost', async () => {
  const latch = new Latch();
  latch.raise();
  await latch.wait(farAway);
});

test('D2 a hint ends the wait, and the next wait needs another one', async () => {
  const latch = new Latch();
  let woken = 0;
  const first = latch.wait(farAway).then(() => (woken += 1));
  latch.raise();
  await first;
  const second = latch.wait(farAway).then(() => (woken += 1));
  await Promise.resolve();
  expect(woken).toBe(1);
  latch.raise();
  await second;
});

test('D2 without any hint the wait ends by itself', async () => {
  await new Latch().wait(1);
});
