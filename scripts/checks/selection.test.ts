import { expect, test } from 'vitest';

import { affectedParts } from './affected-parts.ts';
import { partNames, readSelection } from './selection.ts';

test('without arguments all parts are selected, otherwise the named ones in the usual order', () => {
  expect(readSelection([])).toEqual({ parts: partNames, base: null });
  expect(readSelection(['pg', 'lint'])).toEqual({ parts: ['lint', 'pg'], base: null });
});

test('the error for an unknown part or option names it and lists the valid ones', () => {
  expect(() => readSelection(['unit', 'postgres'])).toThrow(/There is no part postgres\.[^]*dead-code/);
  expect(() => readSelection(['--fast'])).toThrow(/--fast[^]*Usage/);
});

test('--changed compares with HEAD, --base with another commit', () => {
  expect(readSelection(['--changed', 'unit'])).toEqual({ parts: ['unit'], base: 'HEAD' });
  expect(readSelection(['--base', 'main']).base).toBe('main');
});

test('a part is affected by the files that it depends on', () => {
  expect(affectedParts(partNames, [])).toEqual([]);
  expect(affectedParts(partNames, ['docs/operations.md'])).toEqual(['format', 'unit', 'pg']);
  expect(affectedParts(partNames, ['apps/sync-server/src/sync/tailer.test.ts'])).toEqual([
    'format',
    'lint',
    'types',
    'dead-code',
    'unit',
    'pg',
  ]);
  expect(affectedParts(partNames, ['apps/desktop/src/renderer/app.tsx'])).toEqual(partNames);
  expect(affectedParts(['unit', 'soak'], ['bench/run.ts'])).toEqual(['unit']);
  expect(affectedParts(partNames, ['pnpm-lock.yaml'])).toEqual(partNames);
});
