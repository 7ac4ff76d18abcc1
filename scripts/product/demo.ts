import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { runHoldfast } from './holdfast-command.ts';

/** What a demo tenant offers to those who want to use it. */
export interface Demo {
  readonly signIn: { readonly tenant: string; readonly email: string; readonly password: string };
  /** The command line of the customers who write. */
  readonly simulateArguments: readonly string[];
  readonly simulateEnvironment: Readonly<Record<string, string>>;
}

/** Makes the demo tenant, unless an earlier start has. */
export async function seedDemo(path: string, env: Readonly<Record<string, string>>): Promise<Demo> {
  if (!existsSync(path)) {
    console.log('Making the demo tenant …');
    const demo = await runHoldfast(['demo'], { env });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(demo), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(path, 'utf8')) as Demo;
}
