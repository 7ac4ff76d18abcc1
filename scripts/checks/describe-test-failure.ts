import { stripVTControlCharacters } from 'node:util';

const maxLines = 12;

/** Returns the title of a failed test and the first 12 lines of its message. */
export function describeTestFailure(path: string, title: string, message: string): string {
  const lines = stripVTControlCharacters(message)
    .trimEnd()
    .split('\n')
    .filter((line) => !line.includes('node_modules'))
    .slice(0, maxLines);
  return [`✗ ${path} › ${title}`, ...lines.map((line) => `    ${line}`)].join('\n');
}
