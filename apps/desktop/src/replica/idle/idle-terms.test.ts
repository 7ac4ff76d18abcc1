import { expect, it } from 'vitest';
import { readyAt, waitAfter } from './idle-terms.ts';
import type { IdleTerms } from './idle-terms.ts';

const terms: IdleTerms = { idleMs: 1000, hurry: { afterMs: 60_000, idleMs: 100, until: 'run' } };

it('a task is ready after the required idle time, and not before its earliest time', () => {
  expect(readyAt(terms, { from: 0, since: 0 }, 500)).toBe(1500);
  expect(readyAt(terms, { from: 2000, since: 2000 }, 500)).toBe(2000);
});

it('after a minute without idle time a shorter idle time is enough', () => {
  expect(readyAt(terms, { from: 0, since: 0 }, 59_500)).toBe(60_000);
  expect(readyAt(terms, { from: 0, since: 0 }, 70_000)).toBe(70_100);
});

it('after a hurried run the wait starts again, or the task keeps hurrying until it runs in idle time', () => {
  const untilIdle: IdleTerms = { ...terms, hurry: { ...terms.hurry, until: 'idle' } };
  const wait = { from: 0, since: 0 };
  const hurried = { isHurried: true, from: 60_250 };
  expect(waitAfter(terms, wait, hurried)).toEqual({ from: 60_250, since: 60_250 });
  expect(waitAfter(untilIdle, wait, hurried)).toEqual({ from: 60_250, since: 0 });
  const idle = { isHurried: false, from: 60_250 };
  expect(waitAfter(untilIdle, wait, idle)).toEqual({ from: 60_250, since: 60_250 });
});
