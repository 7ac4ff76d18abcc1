import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../../apps/sync-server/src/cli/main.js', import.meta.url));

export interface CliRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** Runs the real command line in a separate process, with only the given environment. */
export async function runCli(parameters: readonly string[], options: CliOptions): Promise<CliRun> {
  const child = startCli(parameters, options.environment);
  child.stdin?.end(options.stdin ?? '');
  const [stdout, stderr, [exitCode]] = await Promise.all([
    child.stdout === null ? '' : text(child.stdout),
    child.stderr === null ? '' : text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { exitCode, stdout, stderr };
}

export function startCli(
  parameters: readonly string[],
  environment: Readonly<Record<string, string>>,
): ChildProcess {
  return spawn(process.execPath, [main, ...parameters], {
    env: environment,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}
