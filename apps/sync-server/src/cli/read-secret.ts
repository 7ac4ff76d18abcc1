import { text } from 'node:stream/consumers';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

/**
 * Reads a secret from an environment variable or standard input, never from an argument: arguments are visible to
 * every user of the machine and stored in the shell's history. A line break at the end is removed. Throws
 * HF_SECRET_MISSING.
 */
export async function readSecret(variable: string): Promise<string> {
  const fromEnvironment = process.env[variable];
  if (fromEnvironment !== undefined && fromEnvironment !== '') return fromEnvironment;
  const secret = process.stdin.isTTY ? '' : (await text(process.stdin)).replace(/\r?\n$/, '');
  if (secret === '') throw new HoldfastError('HF_SECRET_MISSING', { details: { variable } });
  return secret;
}
