import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { repositoryRoot } from '../../../../scripts/paths.ts';

const commandLine = join(repositoryRoot, 'apps/sync-server/src/cli/main.ts');

/** What it takes to run the server's program, as an operator would. */
export function commandLineArguments(...given: string[]): string[] {
  return [commandLine, ...given];
}

/** Runs one command of the server's CLI and returns what it printed as JSON. Secrets go in by standard input. */
export async function holdfast(
  env: Readonly<Record<string, string>>,
  given: readonly string[],
  standardInput = '',
): Promise<unknown> {
  const child = spawn(process.execPath, commandLineArguments(...given, '--json'), {
    cwd: repositoryRoot,
    env: { ...process.env, ...env },
  });
  child.stdin.end(standardInput);
  const [stdout, stderr, exitCode] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  if (exitCode !== 0)
    throw new Error(`holdfast ${given.join(' ')} ended with ${exitCode}:\n${stdout}${stderr}`);
  return stdout.trim() === '' ? null : JSON.parse(stdout);
}
