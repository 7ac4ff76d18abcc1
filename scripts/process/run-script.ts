import { reportError } from '../../apps/sync-server/src/cli/report-error.ts';
import { ExplainedError } from './explained-error.ts';

/** Runs a script to its end, or prints why it failed and sets the exit code. */
export async function runScript(script: () => Promise<void>): Promise<void> {
  try {
    await script();
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof ExplainedError) console.error(`\n${error.message}`);
    else reportError(error, false);
  }
}
