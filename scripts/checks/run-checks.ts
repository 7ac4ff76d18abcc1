import type { Check, CheckResult } from './check.ts';

export interface FinishedCheck extends CheckResult {
  readonly name: string;
  readonly seconds: number;
}

/** Runs all checks, also after failures: the stages one after the other, the checks of one stage concurrently. */
export async function runChecks(stages: readonly (readonly Check[])[]): Promise<FinishedCheck[]> {
  const finished: FinishedCheck[] = [];
  for (const stage of stages) {
    console.log(`\n── ${stage.map(({ name }) => name).join(', ')} ──`);
    const results = await Promise.all(stage.map(runCheck));
    for (const { failed, report } of results) {
      if (failed > 0 && report !== undefined) console.log(report);
    }
    finished.push(...results);
  }
  return finished;
}

async function runCheck(check: Check): Promise<FinishedCheck> {
  const start = performance.now();
  const result = await check.run().catch(crashed);
  return { ...result, name: check.name, seconds: (performance.now() - start) / 1000 };
}

/** Returns the reports of failed checks, the table of all checks and, as the last line, the totals. */
export function summarize(checks: readonly FinishedCheck[]): string {
  const lines = checks.map((check) => {
    const mark = check.failed === 0 ? '✓' : '✗';
    const counts = `${check.passed} passed, ${check.failed} failed`;
    return `${mark} ${check.name.padEnd(24)} ${counts.padEnd(26)} ${check.seconds.toFixed(1).padStart(7)} s`;
  });
  const reports = checks.flatMap(({ name, failed, report }) =>
    failed > 0 && report !== undefined && report !== '' ? ['', `── ${name} ──`, lastLines(report)] : [],
  );
  const passed = checks.reduce((sum, check) => sum + check.passed, 0);
  const failed = checks.reduce((sum, check) => sum + check.failed, 0);
  return [...reports, '', ...lines, '', `${passed} passed, ${failed} failed`].join('\n');
}

function lastLines(report: string): string {
  return report.trimEnd().split('\n').slice(-60).join('\n');
}

function crashed(error: unknown): CheckResult {
  const report = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { passed: 0, failed: 1, report };
}
