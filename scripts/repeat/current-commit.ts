import { repositoryRoot } from '../paths.ts';
import { runCommand } from '../process/run-command.ts';

/** Returns the abbreviated commit, with `-dirty` for local changes; `unknown` outside of a git checkout. */
export async function currentCommit(): Promise<string> {
  const result = await runCommand('git', ['describe', '--always', '--dirty'], { cwd: repositoryRoot });
  return result.exitCode === 0 ? result.stdout.trim() : 'unknown';
}
