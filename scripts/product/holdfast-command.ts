import { join } from 'node:path';

import { repositoryRoot } from '../paths.ts';
import { UserFacingError } from '../process/user-facing-error.ts';
import { runCommand } from '../process/run-command.ts';

export const holdfastEntry = join(repositoryRoot, 'apps/sync-server/src/cli/main.js');

export interface HoldfastCommandOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Standard input, for secrets: they must not be on a command line. */
  readonly input?: string | undefined;
}

/** Runs one command of the server's CLI with `--json` and returns the parsed output. */
export async function runHoldfast(
  commandArguments: readonly string[],
  options: HoldfastCommandOptions,
): Promise<unknown> {
  const result = await runCommand(process.execPath, [holdfastEntry, ...commandArguments, '--json'], {
    cwd: repositoryRoot,
    env: options.env,
    input: options.input,
  });
  if (result.exitCode === 0) return JSON.parse(result.stdout);
  throw new UserFacingError(
    `holdfast ${commandArguments.join(' ')} failed:\n${result.stderr.trim()}\n${result.stdout.trim()}`.trim(),
  );
}
