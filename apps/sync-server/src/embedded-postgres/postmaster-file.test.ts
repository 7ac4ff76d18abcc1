import { expect, test } from 'vitest';

import { parsePostmasterFile } from './postmaster-file.ts';

test('a file is ready only when its eighth line says so', () => {
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

test('a file that is still being written names no process', () => {
  expect(parsePostmasterFile('')).toBeUndefined();
});
