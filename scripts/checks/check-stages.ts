import type { Check } from './check.ts';
import { commandCheck } from './command-check.ts';
import { desktopBuild } from './desktop-build.ts';
import { playwrightCheck } from './playwright-check.ts';
import type { PartName } from './selection.ts';
import { soakCheck } from './soak-check.ts';
import { typesCheck } from './types-check.ts';
import { vitestCheck } from './vitest-check.ts';

const soakMinutes = 1.2;

/**
 * Returns the checks of the given parts, in stages. Checks of one stage run concurrently. The fastest run first, so that
 * most mistakes show within a minute.
 * @param base see {@link vitestCheck}
 */
export function checkStages(parts: readonly PartName[], base: string | null): readonly (readonly Check[])[] {
  const build = desktopBuild();
  const stages: readonly (readonly [PartName, Check][])[] = [
    [
      ['format', commandCheck('format', 'oxfmt', '--check', '.')],
      ['lint', commandCheck('lint', 'oxlint', '--type-aware')],
      ['types', typesCheck],
      ['dead-code', commandCheck('dead code', 'knip')],
      ['e2e', build.check],
    ],
    [['unit', vitestCheck('unit and boundaries', { project: 'unit', base })]],
    [['screens', vitestCheck('screens', { project: 'dom', base })]],
    [['pg', vitestCheck('on real Postgres', { project: 'pg', base })]],
    [['soak', soakCheck(soakMinutes)]],
    [['e2e', playwrightCheck('end to end', build.executable)]],
  ];
  return stages
    .map((stage) => stage.flatMap(([part, check]) => (parts.includes(part) ? [check] : [])))
    .filter((stage) => stage.length > 0);
}
