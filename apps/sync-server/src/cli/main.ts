#!/usr/bin/env node
import { CommanderError } from 'commander';

import { createProgram } from './program.ts';
import { reportError } from './report-error.ts';

try {
  await createProgram().parseAsync(process.argv);
} catch (error) {
  // commander has printed its own complaint.
  process.exitCode =
    error instanceof CommanderError ? error.exitCode : reportError(error, process.argv.includes('--json'));
}
