import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { repositoryRoot } from '../paths.ts';
import { runCommand } from '../process/run-command.ts';
import type { Check, CheckResult } from './check.ts';
import { describeTestFailure } from './describe-test-failure.ts';

/** The fields of vitest's JSON report that are used. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numTotalTests: number;
  readonly testResults: readonly VitestFile[];
}

interface VitestFile {
  readonly name: string;
  readonly status: string;
  /** The error if the file could not be loaded. */
  readonly message: string;
  readonly assertionResults: readonly {
    readonly status: string;
    readonly fullName: string;
    readonly failureMessages?: readonly string[] | undefined;
  }[];
}

export interface VitestSelection {
  readonly project: 'unit' | 'dom' | 'pg';
  /** Commit to compare with: only test files that depend on a changed file run. null: all test files. */
  readonly base: string | null;
}

/** Runs one vitest project and shows its output. */
export function vitestCheck(name: string, { project, base }: VitestSelection): Check {
  return {
    name,
    run: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'holdfast-vitest-'));
      const reportPath = join(folder, 'report.json');
      try {
        const result = await runCommand(
          'vitest',
          [
            'run',
            // The part `unit` covers the projects `unit` and `unit-isolated`.
            `--project=${project}*`,
            ...(base === null ? [] : [`--changed=${base}`, '--passWithNoTests']),
            '--reporter=default',
            '--reporter=json',
            `--outputFile.json=${reportPath}`,
          ],
          { cwd: repositoryRoot, isShown: true, timeout: 2_400_000 },
        );
        const report = JSON.parse(await readFile(reportPath, 'utf8')) as VitestReport;
        return countVitest(report, result.exitCode);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

/** Counts results. A skipped test, a file that could not be loaded and an error outside of all tests count as failed. */
export function countVitest(report: VitestReport, exitCode: number | null): CheckResult {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const failed = report.numTotalTests - report.numPassedTests + brokenFiles;
  const isUnexplained = exitCode !== 0 && failed === 0;
  return {
    passed: report.numPassedTests,
    failed: isUnexplained ? 1 : failed,
    report: isUnexplained
      ? 'No test failed, but the run did: see the errors outside of tests above.'
      : report.testResults.flatMap(describeFailures).join('\n'),
  };
}

function describeFailures(file: VitestFile): readonly string[] {
  const path = relative(repositoryRoot, file.name);
  if (file.status === 'failed' && file.assertionResults.length === 0)
    return [describeTestFailure(path, 'not loaded', file.message)];
  return file.assertionResults
    .filter(({ status }) => status !== 'passed')
    .map(({ status, fullName, failureMessages }) =>
      describeTestFailure(path, fullName, failureMessages?.[0] ?? status),
    );
}
