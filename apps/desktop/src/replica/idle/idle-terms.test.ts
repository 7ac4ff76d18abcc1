import { expect, it } from 'vitest';
import { readyAt, waitAfter } from './idle-terms.ts';
import type { IdleTerms } from './idle-terms.ts';

const terms: IdleTerms = { idleMs: 1000, hurry: { afterMs: 60_000, idleMs: 100, until: 'run' } };

it('is ready when the replica has been idle for long enough, and not before it wants to run', () => {
  expect(readyAt(terms, { from: 0, since: 0 }, 500)).toBe(1500);
  expect(readyAt(terms, { from: 2000, since: 2000 }, 500)).toBe(2000);
});

it('makes do with a shorter pause once it has waited in vain', () => {
  expect(readyAt(terms, { from: 0, since: 0 }, 59_500)).toBe(60_000);
  expect(readyAt(terms, { from: 0, since: 0 }, 70_000)).toBe(70_100);
});

it('waits in vain from the beginning after a hurried run, or goes on hurrying until an idle moment', () => {
  const untilIdle: IdleTerms = { ...terms, hurry: { ...terms.hurry, until: 'idle' } };
  const wait = { from: 0, since: 0 };
  const hurried = { isHurried: true, from: 60_250 };
  expect(waitAfter(terms, wait, hurried)).toEqual({ from: 60_250, since: 60_250 });
  expect(waitAfter(untilIdle, wait, hurried)).toEqual({ from: 60_250, since: 0 });
  const idle = { isHurried: false, from: 60_250 };
  expect(waitAfter(untilIdle, wait, idle)).toEqual({ from: 60_250, since: 60_250 });
});
