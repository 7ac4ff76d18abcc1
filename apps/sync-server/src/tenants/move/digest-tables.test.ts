import { expect, test } from 'vitest';

import { assertSameDigests } from './digest-tables.ts';

const here = [
  { table: 'messages', rows: 3, hash: '17' },
  { table: 'users', rows: 1, hash: '-4' },
];

test('a copy that is the same passes, in whatever order it is told', () => {
  expect(() => assertSameDigests(here, here.toReversed())).not.toThrow();
});

test.each([
  ['a row is missing', [{ table: 'messages', rows: 2, hash: '17' }, here[1]], 2],
  ['a row differs', [{ table: 'messages', rows: 3, hash: '18' }, here[1]], 3],
  ['a table is missing', [here[1]], null],
])('a copy in which %s is refused, and the table named', (_, there, copied) => {
  expect(() =>
    assertSameDigests(
      here,
      there.flatMap((digest) => digest ?? []),
    ),
  ).toThrow(
    expect.objectContaining({
      code: 'HF_TENANT_COPY_DIFFERS',
      details: { tables: [{ table: 'messages', rows: 3, copied }] },
    }),
  );
});
