import { join } from 'node:path';

import { repositoryRoot } from '../paths.ts';
import { runCommand } from '../process/run-command.ts';

export interface PlaywrightRun {
  /** Path of the packaged app. */
  readonly executable: string;
  readonly arguments: readonly string[];
  readonly env?: Readonly<Record<string, string>> | undefined;
}

const desktop = join(repositoryRoot, 'apps/desktop');

/** Runs Playwright's tests on virtual displays, shows their output and returns the exit code. */
export async function runPlaywright(run: PlaywrightRun): Promise<number | null> {
  const playwright = join(desktop, 'node_modules/.bin/playwright');
  const result = await runCommand(playwright, ['test', '-c', 'e2e/playwright.config.ts', ...run.arguments], {
    cwd: desktop,
    env: { ...run.env, HOLDFAST_DESKTOP_EXECUTABLE: run.executable },
    isShown: true,
    timeout: 1_500_000,
  });
  return result.exitCode;
}
