import { expect, test } from 'vitest';

import { neighborOf, successorOf } from './neighbor-of.ts';

test('a step moves by one row and stops at the ends', () => {
  expect(neighborOf([1, 2, 3], 2, 1)).toBe(3);
  expect(neighborOf([1, 2, 3], 3, 1)).toBe(3);
  expect(neighborOf([1, 2, 3], 1, -1)).toBe(1);
});

test('without a current row a step goes to the first row', () => {
  expect(neighborOf([1, 2], null, 1)).toBe(1);
  expect(neighborOf([1, 2], 9, -1)).toBe(1);
  expect(neighborOf([], null, 1)).toBeNull();
});

test('the successor of a row is the next row, and of the last row the one before it', () => {
  expect(successorOf([1, 2, 3], 2)).toBe(3);
  expect(successorOf([1, 2, 3], 3)).toBe(2);
  expect(successorOf([1], 1)).toBeNull();
});

test('the successor of a conversation outside the list is the conversation itself', () => {
  expect(successorOf([1, 2], 7)).toBe(7);
});
