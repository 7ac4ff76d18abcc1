import { expect, test } from 'vitest';

import { shareUnchanged } from './share-unchanged.ts';

test('an equal result is the same object', () => {
  const previous = { items: [{ id: 1, tags: [{ id: 7, name: 'vip' }] }], hasOlder: false };
  const next = structuredClone(previous);
  expect(shareUnchanged(previous, next)).toBe(previous);
});

test('an unchanged row keeps its identity when another row is inserted before it', () => {
  const previous = [{ id: 1, name: 'Amira' }];
  const next = [
    { id: 2, name: 'Jonas' },
    { id: 1, name: 'Amira' },
  ];
  const shared = shareUnchanged(previous, next);
  expect(shared).toEqual(next);
  expect((shared as unknown[])[1]).toBe(previous[0]);
});

test('rows of different kinds with the same id are not confused', () => {
  const previous = [{ kind: 'note', id: 1, text: 'a' }];
  const next = [{ kind: 'message', id: 1, text: 'a' }];
  expect(shareUnchanged(previous, next)).toEqual(next);
});

test('a removed field is removed', () => {
  expect(shareUnchanged({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
  expect(shareUnchanged({ a: 1, b: undefined }, { a: 1, c: undefined })).toEqual({ a: 1, c: undefined });
});
