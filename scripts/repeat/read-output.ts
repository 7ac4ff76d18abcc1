const tableRow = /^[✓✗] (.+?)\s+\d+ passed, (\d+) failed\s+[\d.]+ s$/;

/** Every title that the end of `pnpm test` names as failed. A check that failed without a title is named itself. */
export function failedTitles(output: string): readonly string[] {
  const lines = output.split('\n');
  return lines.flatMap((line) => {
    const [, name = '', failed = '0'] = tableRow.exec(line) ?? [];
    return failed === '0' ? [] : titlesOf(name, lines);
  });
}

/** The last line: `1630 passed, 0 failed`. */
export function sumsOf(output: string): string {
  return output.trimEnd().split('\n').at(-1) ?? '';
}

/** What a check has reported is shown a last time below its name. */
function titlesOf(check: string, lines: readonly string[]): readonly string[] {
  const report = lines.slice(lines.lastIndexOf(`── ${check} ──`) + 1);
  const end = report.findIndex((line) => line.startsWith('── ') || tableRow.test(line));
  const titles = report.slice(0, end).flatMap((line) => /^✗ (.+ › .+)$/.exec(line)?.[1] ?? []);
  return titles.length === 0 ? [`(${check})`] : titles;
}
