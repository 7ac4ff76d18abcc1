import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runPlaywright } from '../desktop/run-playwright.ts';
import type { Check, CheckResult } from './check.ts';

/** The part of Playwright's JSON report that counts. */
export interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
}

/** The end-to-end tests of the packaged app, the tour among them. */
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

/** A test that did not run, or passed only when repeated, is a failed one. */
export function countPlaywright({ stats }: PlaywrightReport, exitCode: number | null): CheckResult {
  const failed = stats.unexpected + stats.flaky + stats.skipped;
  const isUnexplained = exitCode !== 0 && failed === 0;
  return { passed: stats.expected, failed: isUnexplained ? 1 : failed };
}
