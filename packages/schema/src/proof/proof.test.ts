import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { breakRule, isBroken } from './broken-rules.ts';

const root = join(import.meta.dirname, '../../../..');
const skipped = new Set(['node_modules', 'out', 'release', 'dist', 'testing']);

/** What ships: every source but tests and what lies in folders for them. */
function shippedSources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : shippedSources(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

const shipped = ['apps', 'packages'].flatMap((folder) => shippedSources(join(root, folder)));

test('no code that ships can switch off a rule or watch for a failpoint', () => {
  expect(shipped.length).toBeGreaterThan(300);
  const proof = shipped.filter((path) => !path.includes('/schema/src/proof/'));
  const callers = proof.filter((path) =>
    /\b(?:breakRule|watchFailpoints)\b/.test(readFileSync(path, 'utf8')),
  );
  expect(callers).toEqual([]);
});

test('nothing that is read from outside can switch off a rule: the switch knows no environment, file or message', () => {
  for (const name of ['broken-rules.ts', 'failpoints.ts']) {
    const source = readFileSync(join(import.meta.dirname, name), 'utf8');
    expect(source).not.toMatch(/\bprocess\b\.|\bimport\b|globalThis|require\(/);
  }
});

test('a rule is kept but between its breaking and its mending', () => {
  expect(isBroken('E2')).toBe(false);
  const mend = breakRule('E2');
  expect([isBroken('E2'), isBroken('E3')]).toEqual([true, false]);
  mend();
  expect(isBroken('E2')).toBe(false);
});
