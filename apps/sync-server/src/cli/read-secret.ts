import { text } from 'node:stream/consumers';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

/**
 * From the environment variable or from standard input, never from an argument: arguments are seen by every user of
 * the machine and kept in the shell's history. One line break at the end is not part of the secret.
 */
export async function readSecret(variable: string): Promise<string> {
  const fromEnvironment = process.env[variable];
  if (fromEnvironment !== undefined && fromEnvironment !== '') return fromEnvironment;
  const secret = process.stdin.isTTY ? '' : (await text(process.stdin)).replace(/\r?\n$/, '');
  if (secret === '') throw new HoldfastError('HF_SECRET_MISSING', { details: { variable } });
  return secret;
}
