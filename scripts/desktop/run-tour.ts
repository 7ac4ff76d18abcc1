import { join } from 'node:path';

import { stateDirectory } from '../paths.ts';
import { UserFacingError } from '../process/user-facing-error.ts';
import { runPlaywright } from './run-playwright.ts';

const screenshots = join(stateDirectory, 'screenshots');

/** Runs the main user journey on the packaged app, step by step. Throws if a step fails. */
export async function runTour(executable: string): Promise<void> {
  console.log('\nThe tour: from a customer’s message to the transfer, on a virtual display.');
  const exitCode = await runPlaywright({
    executable,
    arguments: ['--project=tour', '--reporter=list'],
  });
  console.log(`\nScreenshots of the tour: ${screenshots}`);
  if (exitCode !== 0) throw new UserFacingError('The tour failed; the reason is above.');
}
