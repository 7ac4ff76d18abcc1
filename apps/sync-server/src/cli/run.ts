import { CommanderError } from 'commander';

import { createProgram } from './program.ts';
import { reportError } from './report-error.ts';

/** Runs one command line and leaves its exit code to the process. */
export async function run(parameters: readonly string[]): Promise<void> {
  try {
    await createProgram().parseAsync([...parameters]);
  } catch (error) {
    // commander has printed its own complaint.
    process.exitCode =
      error instanceof CommanderError ? error.exitCode : reportError(error, parameters.includes('--json'));
  }
}
