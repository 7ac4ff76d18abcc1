import { expect, it } from 'vitest';
import { filesToEvict } from './files-to-evict.ts';

const files = [
  { id: 1, bytes: 40, usedAt: 300 },
  { id: 2, bytes: 40, usedAt: 100 },
  { id: 3, bytes: 40, usedAt: 200 },
];

it('evicts the least recently used files until the rest is within the limit', () => {
  expect(filesToEvict(files, 70).map(({ id }) => id)).toEqual([2, 3]);
  expect(filesToEvict(files, 80).map(({ id }) => id)).toEqual([2]);
});

it('evicts nothing below the limit', () => {
  expect(filesToEvict(files, 120)).toEqual([]);
});
