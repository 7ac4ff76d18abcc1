import { setImmediate as nextTurn } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { Turns } from './turns.ts';

test('a thousand pieces are done in order, and whoever else is ready has its turn in between', async () => {
  const turns = new Turns();
  const done: number[] = [];
  for (let number = 0; number < 1000; number += 1) turns.take(() => done.push(number));
  const between: number[] = [];
  while (done.length < 1000) {
    await nextTurn();
    between.push(done.length);
  }
  expect(done).toEqual(Array.from({ length: 1000 }, (_, number) => number));
  expect(between.length).toBeGreaterThan(50);
});
