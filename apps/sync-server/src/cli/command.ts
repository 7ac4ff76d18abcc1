import { Command } from 'commander';

import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';

/** Result of a command: `data` is printed with `--json`, `text` without. */
export interface CliResult {
  readonly data: unknown;
  readonly text: string;
  /** Defaults to success. */
  readonly exitCode?: ExitCode;
}

/** Creates a command with the option `--json`. Add its arguments and options, then its work with `onRun`. */
export function command(name: string, description: string): Command {
  return new Command(name).description(description).option('--json', 'print the result as one line of JSON');
}

/**
 * Sets the work of a command. The work receives the parsed options and arguments and returns a result; errors are
 * reported by `run`.
 */
export function onRun<Options extends object>(
  target: Command,
  work: (options: Options, parameters: readonly string[]) => Promise<CliResult>,
): Command {
  return target.action(async () => {
    const options = target.opts<Options & { json?: boolean }>();
    const result = await work(options, target.args);
    process.stdout.write(`${options.json === true ? JSON.stringify(result.data) : result.text}\n`);
    process.exitCode = result.exitCode ?? exitCodes.success;
  });
}
