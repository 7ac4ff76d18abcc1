import { expect, test } from 'vitest';

import { countPlaywright } from './playwright-check.ts';
import { runChecks, summarise } from './run-checks.ts';
import { countVitest } from './vitest-check.ts';

const passedFile = { status: 'passed', assertionResults: [{}, {}] };

test('a skipped test counts as failed', () => {
  const report = { numPassedTests: 2, numTotalTests: 3, testResults: [passedFile] };
  expect(countVitest(report, 0)).toEqual({ passed: 2, failed: 1 });
  const stats = { expected: 4, unexpected: 0, flaky: 1, skipped: 2 };
  expect(countPlaywright({ stats }, 0)).toEqual({ passed: 4, failed: 3 });
});

test('a file that could not be loaded counts as failed', () => {
  const broken = { status: 'failed', assertionResults: [] };
  const report = { numPassedTests: 2, numTotalTests: 2, testResults: [passedFile, broken] };
  expect(countVitest(report, 1)).toEqual({ passed: 2, failed: 1 });
});

test('an error outside every test counts as failed', () => {
  const report = { numPassedTests: 2, numTotalTests: 2, testResults: [passedFile] };
  expect(countVitest(report, 1)).toEqual({ passed: 2, failed: 1 });
  const stats = { expected: 4, unexpected: 0, flaky: 0, skipped: 0 };
  expect(countPlaywright({ stats }, null)).toEqual({ passed: 4, failed: 1 });
});

test('a check that crashes counts as one failure and the others still run', async () => {
  const finished = await runChecks([
    { name: 'crash', run: () => Promise.reject(new Error('no such thing')) },
    { name: 'fine', run: () => Promise.resolve({ passed: 3, failed: 0 }) },
  ]);
  expect(finished.map(({ name, passed, failed }) => ({ name, passed, failed }))).toEqual([
    { name: 'crash', passed: 0, failed: 1 },
    { name: 'fine', passed: 3, failed: 0 },
  ]);
  expect(summarise(finished).split('\n').at(-1)).toBe('3 passed, 1 failed');
});
