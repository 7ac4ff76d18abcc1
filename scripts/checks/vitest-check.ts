import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { repositoryRoot } from '../paths.ts';
import { runCommand } from '../process/run-command.ts';
import type { Check, CheckResult } from './check.ts';

/** The part of vitest's JSON report that counts. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numTotalTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/** One vitest project, shown as it runs. */
export function vitestCheck(name: string, project: string): Check {
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
            '--project',
            project,
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

/** A skipped test is a failed one, and so is a file that could not even be loaded, or an error outside all tests. */
export function countVitest(report: VitestReport, exitCode: number | null): CheckResult {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const failed = report.numTotalTests - report.numPassedTests + brokenFiles;
  const isUnexplained = exitCode !== 0 && failed === 0;
  return { passed: report.numPassedTests, failed: isUnexplained ? 1 : failed };
}
