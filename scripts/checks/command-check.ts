import { repositoryRoot } from '../paths.ts';
import { runCommand } from '../process/run-command.ts';
import type { Check } from './check.ts';

/** A check that runs one command and passes if the command exits with 0. */
export function commandCheck(name: string, command: string, ...commandArguments: string[]): Check {
  return {
    name,
    run: async () => {
      const result = await runCommand(command, commandArguments, { cwd: repositoryRoot, timeout: 600_000 });
      const isPassed = result.exitCode === 0;
      return { passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1, report: result.stdout + result.stderr };
    },
  };
}
