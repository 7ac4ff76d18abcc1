import { expect, test } from 'vitest';

import { neighbourOf, successorOf } from './neighbour-of.ts';

test('one goes row by row and stays at the ends', () => {
  expect(neighbourOf([1, 2, 3], 2, 1)).toBe(3);
  expect(neighbourOf([1, 2, 3], 3, 1)).toBe(3);
  expect(neighbourOf([1, 2, 3], 1, -1)).toBe(1);
});

test('from nowhere one goes to the first row', () => {
  expect(neighbourOf([1, 2], null, 1)).toBe(1);
  expect(neighbourOf([1, 2], 9, -1)).toBe(1);
  expect(neighbourOf([], null, 1)).toBeNull();
});

test('a row that leaves is followed by the next, the last one by the one before', () => {
  expect(successorOf([1, 2, 3], 2)).toBe(3);
  expect(successorOf([1, 2, 3], 3)).toBe(2);
  expect(successorOf([1], 1)).toBeNull();
});

test('one stays at a conversation that was not in the list anyway', () => {
  expect(successorOf([1, 2], 7)).toBe(7);
});
