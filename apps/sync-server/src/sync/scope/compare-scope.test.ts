import { expect, test } from 'vitest';
import { compareScope } from './compare-scope.ts';
import type { Scope } from './read-scope.ts';

const scope = (entries: Record<number, 'mine' | 'queue'>): Scope =>
  new Map(Object.entries(entries).map(([id, held]) => [Number(id), held]));

test('S4 entering, leaving and staying conversations are the difference of two states', () => {
  expect(
    compareScope(
      scope({ 1: 'mine', 2: 'mine', 3: 'queue', 4: 'queue', 5: 'mine', 6: 'queue' }),
      scope({ 1: 'mine', 3: 'queue', 4: 'mine', 5: 'queue', 7: 'mine', 8: 'queue' }),
    ),
  ).toEqual({
    enteredMine: [4, 7],
    enteredQueue: [5, 8],
    left: [5, 2, 6],
    stayedMine: [1],
    stayedQueue: [3],
  });
});

test('S4 a conversation that left and returned in between does not move', () => {
  const same = scope({ 1: 'mine' });
  expect(compareScope(same, same)).toEqual({
    enteredMine: [],
    enteredQueue: [],
    left: [],
    stayedMine: [1],
    stayedQueue: [],
  });
});
