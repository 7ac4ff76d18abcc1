import { Command } from 'commander';

import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';

/** What a command answers: `data` with `--json`, `text` without. */
export interface CommandResult {
  readonly data: unknown;
  readonly text: string;
  /** Success unless it says otherwise. */
  readonly exitCode?: ExitCode;
}

/** One command with `--json`. Give it its arguments and options, then its work with `answer`. */
export function command(name: string, description: string): Command {
  return new Command(name).description(description).option('--json', 'print the result as one line of JSON');
}

/** Connects a command with its work. The work gets what was parsed and answers a result; errors go to `main`. */
export function answer<Options extends object>(
  target: Command,
  work: (options: Options, parameters: readonly string[]) => Promise<CommandResult>,
): Command {
  return target.action(async () => {
    const options = target.opts<Options & { json?: boolean }>();
    const result = await work(options, target.args);
    process.stdout.write(`${options.json === true ? JSON.stringify(result.data) : result.text}\n`);
    process.exitCode = result.exitCode ?? exitCodes.success;
  });
}
