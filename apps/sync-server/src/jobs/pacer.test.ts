import { expect, it } from 'vitest';
import { createPacer } from './pacer.ts';

it('lets the first through at once and spaces those that follow', () => {
  const pacer = createPacer();
  expect([0, 0, 0].map((now) => pacer.reserve('a', 10, now))).toEqual([0, 100, 200]);
});

it('forgets what has passed, and keeps channels apart', () => {
  const pacer = createPacer();
  pacer.reserve('a', 1, 0);
  expect(pacer.reserve('b', 1, 0)).toBe(0);
  expect(pacer.reserve('a', 1, 400)).toBe(600);
  expect(pacer.reserve('a', 1, 5000)).toBe(0);
});
