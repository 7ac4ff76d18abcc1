import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { repositoryRoot } from '../paths.ts';

export interface RuleTest {
  readonly title: string;
  readonly file: string;
}

const folders = ['apps', 'packages', 'scripts', 'soak'];
const skipped = new Set(['node_modules', 'out', 'release', 'dist', 'coverage', 'test-results']);

const ruleId = String.raw`(?:[A-Z]\d(?:\.\d+)?|Ids|Versions)`;

/** Rule ids at the beginning of a title: `E2 …`, `M3, M4: …` or `D4.2 …`. */
const claim = new RegExp(`^(${ruleId}(?:(?:, | and |/)${ruleId})*)\\b`);

/** Returns the rule ids at the beginning of a test's title. */
export function claimedRules(title: string): readonly string[] {
  return claim.exec(title)?.[1]?.split(/, | and |\//) ?? [];
}

/** Reads the tests of the repository, by the rules that their titles begin with. */
export function testsByRule(): ReadonlyMap<string, readonly RuleTest[]> {
  const found = new Map<string, RuleTest[]>();
  for (const folder of folders.filter((name) => existsSync(join(repositoryRoot, name)))) {
    for (const { title, file } of testsIn(join(repositoryRoot, folder))) {
      for (const rule of claimedRules(title)) {
        found.set(rule, [...(found.get(rule) ?? []), { title, file }]);
      }
    }
  }
  return found;
}

const statement = new RegExp(String.raw`^(?: *- )?\*\*(${ruleId})\*\*`, 'gm');

/** Returns the ids of the rules and sub-rules in the protocol's page, in its order. */
export function statedRules(page: string): readonly string[] {
  return [...page.matchAll(statement)].flatMap((match) => match[1] ?? []);
}

/** Returns the tests that prove a rule. Tests of a rule also prove its sub-rules: tests of `D4` prove `D4.2`. */
export function testsOf(rule: string, tests: ReadonlyMap<string, readonly RuleTest[]>): readonly RuleTest[] {
  const [parent = rule] = rule.split('.');
  return [...new Set([rule, parent])].flatMap((id) => tests.get(id) ?? []);
}

/** Renders the page that lists the tests of each rule. A sub-rule has a section if a title names it. */
export function renderProof(
  rules: readonly string[],
  tests: ReadonlyMap<string, readonly RuleTest[]>,
): string {
  const shown = rules.filter((rule) => !rule.includes('.') || tests.has(rule));
  const sections = shown.map((rule) => {
    const byFile = Map.groupBy(tests.get(rule) ?? [], ({ file }) => file);
    const files = [...byFile].sort(([one], [other]) => one.localeCompare(other));
    return [
      `${rule.includes('.') ? '###' : '##'} ${rule}`,
      '',
      ...files.flatMap(([file, ofFile]) => [
        `\`${file}\``,
        '',
        ...ofFile.map(({ title }) => `- ${title.replaceAll(/[<>*_]/g, '\\$&')}`),
        '',
      ]),
    ].join('\n');
  });
  return `${introduction}\n${sections.join('\n')}`;
}

const introduction = `# What proves each rule

<!-- Generated from the titles of the tests. To update it: pnpm vitest run --project unit scripts/protocol-rules -u -->

[sync-protocol.md](sync-protocol.md) states the rules. This page lists the tests whose titles begin with a rule's id. Tests of a
rule also prove its sub-rules.
`;

function testsIn(folder: string): readonly RuleTest[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .sort((one, other) => one.name.localeCompare(other.name))
    .flatMap((entry) => {
      if (skipped.has(entry.name) || entry.name.startsWith('.')) return [];
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return testsIn(path);
      if (!/\.(test|spec)\.tsx?$/.test(entry.name)) return [];
      const source = readFileSync(path, 'utf8');
      const titles = source.matchAll(
        /\b(?:test|it)(?:\.(?:each|for|runIf)\([\s\S]*?\))?\(\s*('(?:[^'\\]|\\.)+'|"[^"]+"|`[^`]+`)/g,
      );
      return [...titles].map((match) => ({
        title: (match[1] ?? '').slice(1, -1).replaceAll("\\'", "'"),
        file: relative(repositoryRoot, path),
      }));
    });
}
