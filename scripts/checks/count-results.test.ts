import { join } from 'node:path';
import { expect, test } from 'vitest';

import { repositoryRoot } from '../paths.ts';
import { countPlaywright } from './playwright-check.ts';
import { runChecks, summarize } from './run-checks.ts';
import { countVitest } from './vitest-check.ts';

const passedTest = { status: 'passed', fullName: 'it works' };
const passedFile = {
  name: join(repositoryRoot, 'src/fine.test.ts'),
  status: 'passed',
  message: '',
  assertionResults: [passedTest, passedTest],
};

test('a skipped test counts as failed', () => {
  const report = { numPassedTests: 2, numTotalTests: 3, testResults: [passedFile] };
  expect(countVitest(report, 0)).toMatchObject({ passed: 2, failed: 1 });
  const stats = { expected: 4, unexpected: 0, flaky: 1, skipped: 2 };
  expect(countPlaywright({ stats, suites: [] }, 0)).toMatchObject({ passed: 4, failed: 3 });
});

test('a file that cannot be loaded counts as failed', () => {
  const broken = { ...passedFile, status: 'failed', assertionResults: [] };
  const report = { numPassedTests: 2, numTotalTests: 2, testResults: [passedFile, broken] };
  expect(countVitest(report, 1)).toMatchObject({ passed: 2, failed: 1 });
});

test('an error outside of all tests counts as failed', () => {
  const report = { numPassedTests: 2, numTotalTests: 2, testResults: [passedFile] };
  expect(countVitest(report, 1)).toMatchObject({ passed: 2, failed: 1 });
  const stats = { expected: 4, unexpected: 0, flaky: 0, skipped: 0 };
  expect(countPlaywright({ stats, suites: [] }, null)).toMatchObject({ passed: 4, failed: 1 });
});

test('a check that crashes counts as one failure and the others still run', async () => {
  const finished = await runChecks([
    [{ name: 'crash', run: () => Promise.reject(new Error('no such thing')) }],
    [{ name: 'fine', run: () => Promise.resolve({ passed: 3, failed: 0 }) }],
  ]);
  expect(finished.map(({ name, passed, failed }) => ({ name, passed, failed }))).toEqual([
    { name: 'crash', passed: 0, failed: 1 },
    { name: 'fine', passed: 3, failed: 0 },
  ]);
  expect(summarize(finished).split('\n').at(-1)).toBe('3 passed, 1 failed');
});

test('the summary repeats each failed test with its title', async () => {
  const failedFile = {
    ...passedFile,
    status: 'failed',
    assertionResults: [
      passedTest,
      { status: 'failed', fullName: 'it adds', failureMessages: ['\u001B[31mexpected 1 to be 2\u001B[39m'] },
    ],
  };
  const vitest = { numPassedTests: 3, numTotalTests: 4, testResults: [passedFile, failedFile] };
  const spec = { file: 'specs/start.spec.ts', tests: [{ results: [{ error: { message: 'timed out' } }] }] };
  const playwright = {
    stats: { expected: 1, unexpected: 1, flaky: 0, skipped: 0 },
    suites: [
      {
        specs: [{ ...spec, ok: true, title: 'it starts' }],
        suites: [{ specs: [{ ...spec, ok: false, title: 'it stops' }] }],
      },
    ],
  };
  const finished = await runChecks([
    [
      { name: 'unit', run: () => Promise.resolve(countVitest(vitest, 1)) },
      { name: 'fine', run: () => Promise.resolve({ passed: 1, failed: 0, report: 'nothing to say' }) },
    ],
    [{ name: 'end to end', run: () => Promise.resolve(countPlaywright(playwright, 1)) }],
  ]);
  const [beforeSums] = summarize(finished).split('✗ unit ');
  expect(beforeSums?.trim().split('\n')).toEqual([
    '── unit ──',
    '✗ src/fine.test.ts › it adds',
    '    expected 1 to be 2',
    '',
    '── end to end ──',
    '✗ specs/start.spec.ts › it stops',
    '    timed out',
  ]);
});
