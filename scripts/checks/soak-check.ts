import { repositoryRoot } from '../paths.ts';
import { runCommand } from '../process/run-command.ts';
import type { Check } from './check.ts';

/** A short soak with a new seed each time, which it prints: what it finds can be found again. */
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
