import { repositoryRoot } from '../paths.ts';
import { runCommand } from '../process/run-command.ts';
import type { Check } from './check.ts';

/** A short soak test with a new seed each time. It prints the seed, so that a failure can be reproduced. */
export function soakCheck(minutes: number): Check {
  return {
    name: 'soak',
    run: async () => {
      const { exitCode } = await runCommand('node', ['soak/run.ts', '--minutes', String(minutes)], {
        cwd: repositoryRoot,
        isShown: true,
        timeout: (minutes + 6) * 60_000,
      });
      return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
    },
  };
}
