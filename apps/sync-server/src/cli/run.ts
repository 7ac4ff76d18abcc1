import { CommanderError } from 'commander';

import { createProgram } from './program.ts';
import { reportError } from './report-error.ts';

/** Runs one command line and sets the exit code of the process. */
export async function run(parameters: readonly string[]): Promise<void> {
  try {
    await createProgram().parseAsync([...parameters]);
  } catch (error) {
    // commander has already printed its own error.
    process.exitCode =
      error instanceof CommanderError ? error.exitCode : reportError(error, parameters.includes('--json'));
  }
}
