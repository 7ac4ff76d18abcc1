const tableRow = /^[✓✗] (.+?)\s+\d+ passed, (\d+) failed\s+[\d.]+ s$/;

/** Returns the failed titles in the summary of `pnpm test`. A failed check without a title yields its own name. */
export function failedTitles(output: string): readonly string[] {
  const lines = output.split('\n');
  return lines.flatMap((line) => {
    const [, name = '', failed = '0'] = tableRow.exec(line) ?? [];
    return failed === '0' ? [] : titlesOf(name, lines);
  });
}

/** Returns the last line, for example `1630 passed, 0 failed`. */
export function sumsOf(output: string): string {
  return output.trimEnd().split('\n').at(-1) ?? '';
}

/** Reads a check's report in the summary, which is the last occurrence of its heading. */
function titlesOf(check: string, lines: readonly string[]): readonly string[] {
  const report = lines.slice(lines.lastIndexOf(`── ${check} ──`) + 1);
  const end = report.findIndex((line) => line.startsWith('── ') || tableRow.test(line));
  const titles = report.slice(0, end).flatMap((line) => /^✗ (.+ › .+)$/.exec(line)?.[1] ?? []);
  return titles.length === 0 ? [`(${check})`] : titles;
}
