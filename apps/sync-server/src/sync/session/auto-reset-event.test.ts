import { expect, test } from 'vitest';
import { AutoResetEvent } from './auto-reset-event.ts';

const longTimeoutMs = 60_000;

test('D2 a wake-up that comes before the wait is not lost', async () => {
  const latch = new AutoResetEvent();
  latch.set();
  await latch.wait(longTimeoutMs);
});

test('D2 a wake-up ends the wait, and the next wait needs another one', async () => {
  const latch = new AutoResetEvent();
  let woken = 0;
  const first = latch.wait(longTimeoutMs).then(() => (woken += 1));
  latch.set();
  await first;
  const second = latch.wait(longTimeoutMs).then(() => (woken += 1));
  await Promise.resolve();
  expect(woken).toBe(1);
  latch.set();
  await second;
});

test('D2 without a wake-up the wait ends after its timeout', async () => {
  await new AutoResetEvent().wait(1);
});
