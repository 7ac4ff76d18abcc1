import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { repositoryRoot } from '../paths.ts';
import { renderProof, statedRules, testsByRule } from './rule-tests.ts';

const page = readFileSync(join(repositoryRoot, 'docs/sync-protocol.md'), 'utf8');
const rules = statedRules(page);
const tests = testsByRule();

test('every rule that the protocol states has a test whose title begins with its id', () => {
  expect(rules.length).toBeGreaterThan(25);
  expect(rules.filter((rule) => !tests.has(rule))).toEqual([]);
});

test('no rule is put off', () => {
  expect(page).not.toMatch(/not yet/i);
});

test('no test claims a rule that the protocol does not have', () => {
  const claimed = [...tests.keys()].filter((rule) => /^([TESDMVP]\d|Ids|Versions)$/.test(rule));
  expect(claimed.length).toBeGreaterThan(25);
  expect(claimed.filter((rule) => !rules.includes(rule))).toEqual([]);
});

test('the page that says what proves each rule is of today', async () => {
  await expect(renderProof(rules, tests)).toMatchFileSnapshot('../../docs/sync-proof.md');
});
