import { repositoryRoot } from '../paths.ts';
import { UserFacingError } from '../process/user-facing-error.ts';
import { runCommand } from '../process/run-command.ts';

/** Returns the files of the working tree that differ from a commit, including untracked ones. */
export async function changedFiles(base: string): Promise<readonly string[]> {
  const tracked = await git('diff', '--name-only', base, '--');
  const untracked = await git('ls-files', '--others', '--exclude-standard');
  return [...tracked, ...untracked];
}

async function git(...parameters: readonly string[]): Promise<readonly string[]> {
  const result = await runCommand('git', parameters, { cwd: repositoryRoot });
  if (result.exitCode !== 0) throw new UserFacingError(result.stderr.trim());
  return result.stdout.split('\n').filter((path) => path !== '');
}
