import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { repositoryRoot } from '../paths.ts';

const skipped = new Set(['node_modules', 'out', 'release', 'dist', 'coverage', 'test-results']);

/** The rules that the protocol's page states as kept; one that says "Not yet" is not. */
function keptRules(): string[] {
  const page = readFileSync(join(repositoryRoot, 'docs/sync-protocol.md'), 'utf8');
  return page.split(/\n(?=- \*\*|## |\*\*)/).flatMap((section) => {
    const id = /^- \*\*([A-Z]\d)\*\*/.exec(section)?.[1];
    return id === undefined || section.includes('Not yet') ? [] : [id];
  });
}

function testTitles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name) || entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return testTitles(path);
    if (!/\.(test|spec)\.tsx?$/.test(entry.name)) return [];
    const source = readFileSync(path, 'utf8');
    return [...source.matchAll(/\b(?:test|it)(?:\.each\([\s\S]*?\))?\(\s*['"`]([^'"`]+)/g)].map(
      (match) => match[1] ?? '',
    );
  });
}

test('every rule that the protocol states as kept has a test whose title begins with its id', () => {
  const rules = keptRules();
  expect(rules.length).toBeGreaterThan(15);
  const titles = ['apps', 'packages', 'scripts'].flatMap((folder) =>
    testTitles(join(repositoryRoot, folder)),
  );
  const proven = new Set(titles.map((title) => /^([A-Z]\d)\b/.exec(title)?.[1]));
  expect(rules.filter((rule) => !proven.has(rule))).toEqual([]);
});

test('no test claims a rule that the protocol does not have', () => {
  const page = readFileSync(join(repositoryRoot, 'docs/sync-protocol.md'), 'utf8');
  const stated = new Set([...page.matchAll(/\*\*([A-Z]\d)\*\*/g)].map((match) => match[1]));
  const titles = ['apps', 'packages', 'scripts'].flatMap((folder) =>
    testTitles(join(repositoryRoot, folder)),
  );
  const claimed = titles.flatMap((title) => /^([TESDMV]\d)\b/.exec(title)?.[1] ?? []);
  expect(claimed.length).toBeGreaterThan(30);
  expect(claimed.filter((rule) => !stated.has(rule))).toEqual([]);
});
