import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runPlaywright } from '../desktop/run-playwright.ts';
import type { Check, CheckResult } from './check.ts';
import { describeTestFailure } from './describe-test-failure.ts';

/** The fields of Playwright's JSON report that are used. */
export interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  readonly suites: readonly PlaywrightSuite[];
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[] | undefined;
  readonly specs: readonly {
    readonly ok: boolean;
    readonly title: string;
    readonly file: string;
    readonly tests: readonly {
      readonly results: readonly { readonly error?: { readonly message?: string | undefined } | undefined }[];
    }[];
  }[];
}

/** The end-to-end tests of the packaged app, including the tour. */
export function playwrightCheck(name: string, executable: () => string): Check {
  return {
    name,
    run: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'holdfast-playwright-'));
      const reportPath = join(folder, 'report.json');
      try {
        const exitCode = await runPlaywright({
          executable: executable(),
          arguments: ['--reporter=list,json'],
          env: { PLAYWRIGHT_JSON_OUTPUT_FILE: reportPath },
        });
        return countPlaywright(JSON.parse(await readFile(reportPath, 'utf8')) as PlaywrightReport, exitCode);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

/** Counts results. A test that was skipped, or passed only in a retry, counts as failed. */
export function countPlaywright({ stats, suites }: PlaywrightReport, exitCode: number | null): CheckResult {
  const failed = stats.unexpected + stats.flaky + stats.skipped;
  const isUnexplained = exitCode !== 0 && failed === 0;
  return {
    passed: stats.expected,
    failed: isUnexplained ? 1 : failed,
    report: suites.flatMap(describeFailures).join('\n'),
  };
}

function describeFailures({ suites = [], specs }: PlaywrightSuite): readonly string[] {
  const own = specs
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) => {
      const results = tests.flatMap((test) => test.results);
      const message = results.find(({ error }) => error !== undefined)?.error?.message;
      return describeTestFailure(file, title, message ?? 'did not pass');
    });
  return [...own, ...suites.flatMap(describeFailures)];
}
