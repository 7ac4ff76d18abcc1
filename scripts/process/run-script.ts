import { reportError } from '../../apps/sync-server/src/cli/report-error.ts';
import { UserFacingError } from './user-facing-error.ts';

/** Runs a script; on an error prints the reason and sets exit code 1. */
export async function runScript(script: () => Promise<void>): Promise<void> {
  try {
    await script();
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof UserFacingError) console.error(`\n${error.message}`);
    else reportError(error, false);
  }
}
