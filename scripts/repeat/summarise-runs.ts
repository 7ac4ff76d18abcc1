export interface TestRun {
  readonly isPassed: boolean;
  readonly minutes: number;
  /** For example `1630 passed, 0 failed`. */
  readonly sums: string;
  readonly failed: readonly string[];
}

export interface Circumstances {
  /** For example `2026-11-28`. */
  readonly date: string;
  readonly commit: string;
  readonly parts: readonly string[];
  readonly isLoaded: boolean;
  readonly machine: string;
}

/** Returns one line per run, one per failed title with its number of failed runs, and the row for docs/testing.md. */
export function summariseRuns(runs: readonly TestRun[], circumstances: Circumstances): string {
  const each = runs.map(({ isPassed, minutes, sums }, index) =>
    [`run ${index + 1}`, isPassed ? '✓' : '✗', `${minutes.toFixed(1)} min`, sums].join('  '),
  );
  const failed = countFailures(runs).map(([title, count]) => `${count} of ${runs.length}  ${title}`);
  return [
    '',
    ...each,
    '',
    ...(failed.length === 0 ? ['No test failed.'] : failed),
    '',
    rowOf(runs, circumstances),
  ].join('\n');
}

/** Returns the number of failed runs per title, most frequent first. */
export function countFailures(
  runs: readonly TestRun[],
): readonly (readonly [title: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const title of runs.flatMap((run) => run.failed)) counts.set(title, (counts.get(title) ?? 0) + 1);
  return [...counts].toSorted(([, one], [, other]) => other - one);
}

function rowOf(runs: readonly TestRun[], { date, commit, parts, isLoaded, machine }: Circumstances): string {
  const minutes = runs.map((run) => run.minutes.toFixed(1)).join(', ');
  const passed = runs.filter(({ isPassed }) => isPassed).length;
  const load = isLoaded ? 'all processors busy' : 'quiet';
  return `| ${[date, commit, parts.join(', '), machine, load, minutes, `${passed} of ${runs.length}`].join(' | ')} |`;
}
