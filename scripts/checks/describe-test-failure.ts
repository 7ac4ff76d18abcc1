import { stripVTControlCharacters } from 'node:util';

const shownLines = 12;

/** A failed test in the words of its runner, short enough to be read beside others. */
export function describeTestFailure(path: string, title: string, message: string): string {
  const lines = stripVTControlCharacters(message)
    .trimEnd()
    .split('\n')
    .filter((line) => !line.includes('node_modules'))
    .slice(0, shownLines);
  return [`✗ ${path} › ${title}`, ...lines.map((line) => `    ${line}`)].join('\n');
}
