import { readFileSync } from 'node:fs';

import { isErrorCode } from '@holdfast/schema/errors/error-codes';
import { describe, expect, it } from 'vitest';

import { settingDefaults } from './settings.ts';

const guide = readFileSync(new URL('../../../../docs/operations.md', import.meta.url), 'utf8');

/** Cells of the table row whose first cell is the given code. */
function rowOf(first: string): readonly string[] {
  const line = guide.split('\n').find((candidate) => candidate.startsWith(`| \`${first}\` `));
  return (line ?? '').split('|').map((cell) => cell.trim());
}

describe('docs/operations.md', () => {
  it.each(Object.entries(settingDefaults()))('lists %s with its default', (name, value) => {
    const [, , shown = ''] = rowOf(name);
    expect(shown).toMatch(
      value === undefined ? /./ : new RegExp(`^\`${JSON.stringify(value).replaceAll('"', '')}\`$`),
    );
  });

  it('lists no setting that does not exist', () => {
    const listed = [...guide.matchAll(/^\| `(HOLDFAST_[A-Z_]+)`/gm)].map((match) => match[1]);
    expect(new Set(listed)).toEqual(new Set(Object.keys(settingDefaults())));
  });

  it('names only error codes that exist', () => {
    const named = [...guide.matchAll(/`(HF_[A-Z_]+)`/g)].map((match) => match[1]);
    expect(named.filter((code) => !isErrorCode(code))).toEqual([]);
  });
});
