import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

import type { PartName } from '../checks/selection.ts';
import { repositoryRoot } from '../paths.ts';
import { runCommand } from '../process/run-command.ts';
import { failedTitles, sumsOf } from './read-output.ts';
import type { TestRun } from './summarise-runs.ts';

/** Vitest orders files by cached results of earlier runs. */
const caches = ['node_modules/.vite', 'node_modules/.vitest', 'apps/desktop/out', 'apps/desktop/release'];

/** Runs `pnpm test` as on a new machine: with an empty temporary directory and home, and without caches. */
export async function runFromScratch(parts: readonly PartName[]): Promise<TestRun> {
  const scratch = await mkdtemp(join(tmpdir(), 'holdfast-repeat-'));
  for (const cache of caches) await rm(join(repositoryRoot, cache), { recursive: true, force: true });
  const home = join(scratch, 'home');
  const temporary = join(scratch, 'tmp');
  for (const directory of [home, temporary]) await mkdir(directory);
  const startedAt = performance.now();
  try {
    const { exitCode, stdout } = await runCommand('node', ['scripts/test.ts', ...parts], {
      cwd: repositoryRoot,
      env: { ...withoutHoldfastVariables(process.env), HOME: home, TMPDIR: temporary, ...registrySettings() },
      isShown: true,
    });
    const minutes = (performance.now() - startedAt) / 60_000;
    return { isPassed: exitCode === 0, minutes, sums: sumsOf(stdout), failed: failedTitles(stdout) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Unsets the variables that can point to files of an earlier run. */
function withoutHoldfastVariables(environment: NodeJS.ProcessEnv): Readonly<Record<string, undefined>> {
  const names = Object.keys(environment).filter(
    (name) => name === 'XDG_CACHE_HOME' || name.startsWith('HOLDFAST_'),
  );
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

/** Keeps the user's npm settings, because they can name the registry. */
function registrySettings(): Readonly<Record<string, string>> {
  const settings = process.env['NPM_CONFIG_USERCONFIG'] ?? process.env['npm_config_userconfig'];
  return { NPM_CONFIG_USERCONFIG: settings ?? join(homedir(), '.npmrc') };
}
