import { delimiter, join } from 'node:path';

import type { Check } from './checks/check.ts';
import { commandCheck } from './checks/command-check.ts';
import { playwrightCheck } from './checks/playwright-check.ts';
import { runChecks, summarise } from './checks/run-checks.ts';
import { soakCheck } from './checks/soak-check.ts';
import { typesCheck } from './checks/types-check.ts';
import { vitestCheck } from './checks/vitest-check.ts';
import { buildDesktop } from './desktop/build-desktop.ts';
import { findElectron } from './electron/find-electron.ts';
import { repositoryRoot } from './paths.ts';
import { ensureSystemLibraries } from './system/ensure-system-libraries.ts';

process.env['PATH'] = [join(repositoryRoot, 'node_modules/.bin'), process.env['PATH']].join(delimiter);

let executable: string | undefined;

const build: Check = {
  name: 'desktop build',
  run: async () => {
    await ensureSystemLibraries({ headless: true });
    executable = await buildDesktop(await findElectron());
    return { passed: 1, failed: 0 };
  },
};

/** Without a build there is nothing to drive; the end-to-end tests then count as one failure. */
function builtExecutable(): string {
  if (executable === undefined) throw new Error('There is no desktop build to test.');
  return executable;
}

// The cheapest first, so that most mistakes show within seconds.
const finished = await runChecks([
  commandCheck('format', 'oxfmt', '--check', '.'),
  commandCheck('lint', 'oxlint', '--type-aware'),
  typesCheck,
  commandCheck('dead code', 'knip'),
  vitestCheck('unit and boundaries', 'unit'),
  vitestCheck('screens', 'dom'),
  vitestCheck('on real Postgres', 'pg'),
  soakCheck(1.2),
  build,
  playwrightCheck('end to end', builtExecutable),
]);
console.log(summarise(finished));
if (finished.some((check) => check.failed > 0)) process.exitCode = 1;
