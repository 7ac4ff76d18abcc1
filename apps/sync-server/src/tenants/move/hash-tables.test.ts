import { expect, test } from 'vitest';

import { assertSameHashes } from './hash-tables.ts';

const source = [
  { table: 'messages', rows: 3, hash: '17' },
  { table: 'users', rows: 1, hash: '-4' },
];

test('an equal copy passes, in any order of tables', () => {
  expect(() => assertSameHashes(source, source.toReversed())).not.toThrow();
});

test.each([
  ['a row is missing', [{ table: 'messages', rows: 2, hash: '17' }, source[1]], 2],
  ['a row differs', [{ table: 'messages', rows: 3, hash: '18' }, source[1]], 3],
  ['a table is missing', [source[1]], null],
])('a copy in which %s is refused, with the table in the details', (_, target, copied) => {
  expect(() =>
    assertSameHashes(
      source,
      target.flatMap((digest) => digest ?? []),
    ),
  ).toThrow(
    expect.objectContaining({
      code: 'HF_TENANT_COPY_DIFFERS',
      details: { tables: [{ table: 'messages', rows: 3, copied }] },
    }),
  );
});
