import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { repositoryRoot } from '../paths.ts';

export interface RuleTest {
  readonly title: string;
  readonly file: string;
}

const folders = ['apps', 'packages', 'scripts', 'soak'];
const skipped = new Set(['node_modules', 'out', 'release', 'dist', 'coverage', 'test-results']);

/** Ids of rules at the head of a title: `E2 …`, or `M3, M4: …`. */
const claim = /^((?:[A-Z]\d|Ids|Versions)(?:(?:, | and |\/)(?:[A-Z]\d|Ids|Versions))*)\b/;

/** The tests of the repository by the rule that their titles begin with. */
export function testsByRule(): ReadonlyMap<string, readonly RuleTest[]> {
  const found = new Map<string, RuleTest[]>();
  for (const folder of folders.filter((name) => existsSync(join(repositoryRoot, name)))) {
    for (const { title, file } of testsIn(join(repositoryRoot, folder))) {
      for (const rule of claim.exec(title)?.[1]?.split(/, | and |\//) ?? []) {
        found.set(rule, [...(found.get(rule) ?? []), { title, file }]);
      }
    }
  }
  return found;
}

/** The rules that the protocol's page states, in its order. */
export function statedRules(page: string): readonly string[] {
  return [...page.matchAll(/^(?:- )?\*\*([A-Z]\d|Ids|Versions)\*\*/gm)].flatMap((match) => match[1] ?? []);
}

/** The page that says which tests prove which rule. */
export function renderProof(
  rules: readonly string[],
  tests: ReadonlyMap<string, readonly RuleTest[]>,
): string {
  const sections = rules.map((rule) => {
    const byFile = Map.groupBy(tests.get(rule) ?? [], ({ file }) => file);
    const files = [...byFile].sort(([one], [other]) => one.localeCompare(other));
    return [
      `## ${rule}`,
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

<!-- Generated from the titles of the tests. To renew it: pnpm vitest run --project unit scripts/protocol-rules -u -->

The rules are stated in [sync-protocol.md](sync-protocol.md); these are the tests whose titles begin with a rule's id.
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
