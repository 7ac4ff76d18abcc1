import { expect, test } from 'vitest';

import { parsePostmasterFile } from './postmaster-file.ts';

test('Postgres is ready only if line 8 of the file is "ready"', () => {
  const lines = ['4711', '/data', '1795366193', '5432', '', '127.0.0.1', '  1  2'];
  expect(parsePostmasterFile([...lines, 'starting', ''].join('\n'))).toEqual({
    processId: 4711,
    ready: false,
  });
  expect(parsePostmasterFile([...lines, 'ready   ', ''].join('\n'))).toEqual({
    processId: 4711,
    ready: true,
  });
});

test('returns undefined for an incomplete file', () => {
  expect(parsePostmasterFile('')).toBeUndefined();
});
