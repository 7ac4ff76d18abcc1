import { reportError } from '../../apps/sync-server/src/cli/report-error.ts';
import { ExplainedError } from './explained-error.ts';

/** Runs a script; on an error prints the reason and sets exit code 1. */
export async function runScript(script: () => Promise<void>): Promise<void> {
  try {
    await script();
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof ExplainedError) console.error(`\n${error.message}`);
    else reportError(error, false);
  }
}
