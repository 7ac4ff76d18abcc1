import { expect, test } from 'vitest';

import { summarize } from '../checks/run-checks.ts';
import { readRepeatOptions } from './options.ts';
import { failedTitles, sumsOf } from './read-output.ts';
import { countFailures, summariseRuns } from './summarise-runs.ts';

const unit = {
  name: 'unit and boundaries',
  passed: 3,
  failed: 1,
  seconds: 2,
  report: '✗ src/add.test.ts › it adds\n    expected 1 to be 2',
};
const lint = { name: 'lint', passed: 0, failed: 1, seconds: 1, report: 'no-console' };

test('failed titles are read from the summary of `pnpm test`', () => {
  const shownBefore = '── unit and boundaries ──\n✗ printed/by-a-test.ts › that passes';
  const output = `${shownBefore}\n${unit.report}\n${summarize([unit, lint])}\n`;
  expect(failedTitles(output)).toEqual(['src/add.test.ts › it adds', '(lint)']);
  expect(sumsOf(output)).toBe('3 passed, 2 failed');
  expect(failedTitles(`${shownBefore}\n${summarize([{ ...unit, failed: 0 }])}\n`)).toEqual([]);
});

test('failed titles are counted over all runs, the most frequent first', () => {
  const run = { isPassed: false, minutes: 1.25, sums: '3 passed, 1 failed' };
  const runs = [
    { ...run, failed: ['a'] },
    { ...run, failed: ['b', 'a'] },
    { ...run, isPassed: true, failed: [] },
  ];
  expect(countFailures(runs)).toEqual([
    ['a', 2],
    ['b', 1],
  ]);
  const summary = summariseRuns(runs, {
    date: '2026-11-28',
    commit: '03fb415',
    parts: ['unit', 'pg'],
    isLoaded: true,
    machine: '2 × CPU',
  });
  expect(summary).toContain('2 of 3  a\n1 of 3  b');
  expect(summary.split('\n').at(-1)).toBe(
    '| 2026-11-28 | 03fb415 | unit, pg | 2 × CPU | all processors busy | 1.3, 1.3, 1.3 | 1 of 3 |',
  );
});

test('options set the number of runs and the parts', () => {
  expect(readRepeatOptions([])).toEqual({ times: 5, parts: ['unit', 'pg'], isLoaded: true });
  expect(readRepeatOptions(['--times', '2', '--parts', 'e2e', '--quiet'])).toEqual({
    times: 2,
    parts: ['e2e'],
    isLoaded: false,
  });
  expect(() => readRepeatOptions(['--times', 'many'])).toThrow(/whole number/);
  expect(() => readRepeatOptions(['--parts', 'unit,none'])).toThrow(/no part none/);
});
