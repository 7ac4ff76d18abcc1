import type { EventLoopUtilization } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { afterEach, expect, test, vi } from 'vitest';

import { Turns } from './turns.ts';

const isBusy = (utilization: number) => (): EventLoopUtilization => ({ idle: 0, active: 0, utilization });

afterEach(() => {
  vi.useRealTimers();
});

test('a thousand pieces are done in order, and whoever else is ready has its turn in between', async () => {
  const turns = new Turns({ utilization: isBusy(0.1) });
  const done: number[] = [];
  for (let number = 0; number < 1000; number += 1) turns.take(() => done.push(number));
  const between: number[] = [];
  while (done.length < 1000) {
    await nextTurn();
    between.push(done.length);
  }
  expect(done).toEqual(Array.from({ length: 1000 }, (_, number) => number));
  expect(new Set(between).size).toBeGreaterThan(200);
});

test('D6 a process that is busy takes four every twenty milliseconds', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setImmediate', 'performance'] });
  // Nobody has had a turn for long.
  vi.advanceTimersByTime(60_000);
  const turns = new Turns({ utilization: isBusy(0.9) });
  const done: number[] = [];
  for (let number = 0; number < 100; number += 1) turns.take(() => done.push(number));
  vi.advanceTimersByTime(1);
  expect(done).toHaveLength(4);
  vi.advanceTimersByTime(200);
  expect(done.length).toBeGreaterThanOrEqual(32);
  expect(done.length).toBeLessThanOrEqual(44);
});

test('D6 a server that stops keeps nobody waiting', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setImmediate', 'performance'] });
  const turns = new Turns({ utilization: isBusy(0.9), isHurried: () => true });
  const done: number[] = [];
  for (let number = 0; number < 100; number += 1) turns.take(() => done.push(number));
  vi.advanceTimersByTime(1);
  expect(done).toHaveLength(100);
});
