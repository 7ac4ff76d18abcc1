import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { repositoryRoot } from '../paths.ts';
import { claimedRules, renderProof, statedRules, testsByRule, testsOf } from './rule-tests.ts';

const page = readFileSync(join(repositoryRoot, 'docs/sync-protocol.md'), 'utf8');
const rules = statedRules(page);
const tests = testsByRule();

test('every rule of the protocol has a test whose title begins with its id or the id of its parent', () => {
  expect(rules.length).toBeGreaterThan(25);
  expect(rules.filter((rule) => testsOf(rule, tests).length === 0)).toEqual([]);
});

test('sub-rules follow their parent and are numbered from 1 without a gap', () => {
  const numbers = Map.groupBy(
    rules.filter((rule) => rule.includes('.')),
    (rule) => rule.split('.')[0] ?? '',
  );
  for (const [parent, ids] of numbers) {
    const start = rules.indexOf(parent) + 1;
    expect(rules.slice(start, start + ids.length)).toEqual(ids.map((_, index) => `${parent}.${index + 1}`));
  }
});

test('titles are parsed for rules and sub-rules, and a test of a rule proves its sub-rules only', () => {
  expect(claimedRules('D4.2, M3 rows arrive')).toEqual(['D4.2', 'M3']);
  expect(claimedRules('a title without a rule')).toEqual([]);
  expect(statedRules('- **D4** Text.\n  - **D4.1** Text.\n\n**Ids** Text, **D5** is no rule here.')).toEqual([
    'D4',
    'D4.1',
    'Ids',
  ]);
  const proving = { title: 'D4 rows arrive', file: 'one.test.ts' };
  const found = new Map([['D4', [proving]]]);
  expect(testsOf('D4.1', found)).toEqual([proving]);
  expect(testsOf('D5.1', found)).toEqual([]);
});

test('every rule of the protocol is in force', () => {
  expect(page).not.toMatch(/not yet/i);
});

test('no test claims a rule that the protocol does not have', () => {
  const claimed = [...tests.keys()].filter((rule) => /^([TESDMVP]\d(\.\d+)?|Ids|Versions)$/.test(rule));
  expect(claimed.length).toBeGreaterThan(25);
  expect(claimed.filter((rule) => !rules.includes(rule))).toEqual([]);
});

test('docs/sync-proof.md is up to date', async () => {
  await expect(renderProof(rules, tests)).toMatchFileSnapshot('../../docs/sync-proof.md');
});
