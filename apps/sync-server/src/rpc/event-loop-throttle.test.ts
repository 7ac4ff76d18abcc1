import type { EventLoopUtilization } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { afterEach, expect, test, vi } from 'vitest';

import { EventLoopThrottle } from './event-loop-throttle.ts';

const isBusy = (utilization: number) => (): EventLoopUtilization => ({ idle: 0, active: 0, utilization });

afterEach(() => {
  vi.useRealTimers();
});

test('1,000 callbacks run in order, with event-loop turns in between', async () => {
  const throttle = new EventLoopThrottle({ utilization: isBusy(0.1) });
  const done: number[] = [];
  for (let number = 0; number < 1000; number += 1) throttle.schedule(() => done.push(number));
  const between: number[] = [];
  while (done.length < 1000) {
    await nextTurn();
    between.push(done.length);
  }
  expect(done).toEqual(Array.from({ length: 1000 }, (_, number) => number));
  expect(new Set(between).size).toBeGreaterThan(200);
});

test('D6 a busy process runs 4 callbacks every 20 ms', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setImmediate', 'performance'] });
  // The last callback ran long ago.
  vi.advanceTimersByTime(60_000);
  const throttle = new EventLoopThrottle({ utilization: isBusy(0.9) });
  const done: number[] = [];
  for (let number = 0; number < 100; number += 1) throttle.schedule(() => done.push(number));
  vi.advanceTimersByTime(1);
  expect(done).toHaveLength(4);
  vi.advanceTimersByTime(200);
  expect(done.length).toBeGreaterThanOrEqual(32);
  expect(done.length).toBeLessThanOrEqual(44);
});

test('D6 a stopping server runs all callbacks without delay', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setImmediate', 'performance'] });
  const throttle = new EventLoopThrottle({ utilization: isBusy(0.9), isUnthrottled: () => true });
  const done: number[] = [];
  for (let number = 0; number < 100; number += 1) throttle.schedule(() => done.push(number));
  vi.advanceTimersByTime(1);
  expect(done).toHaveLength(100);
});
