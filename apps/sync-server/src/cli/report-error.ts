import { toErrorBody } from '@holdfast/schema/errors/error-body';
import { describeError } from '@holdfast/schema/errors/error-codes';
import { toHoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import { databaseErrorOf } from '../db/database-error-of.ts';
import { exitCodeOf } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';

/** Prints an error to standard error: code, message, details, remedy. Returns the exit code. */
export function reportError(thrown: unknown, json: boolean): ExitCode {
  const error = databaseErrorOf(thrown) ?? toHoldfastError(thrown);
  process.stderr.write(json ? `${JSON.stringify({ error: toErrorBody(error) })}\n` : asText(error));
  return exitCodeOf(error.code);
}

function asText(error: HoldfastError): string {
  const { message, userMessage, remedy } = describeError(error.code);
  const lines = [`${error.code}: ${userMessage}`, `  ${message}.`];
  for (const [name, value] of Object.entries(error.details)) lines.push(...detailLines(name, value));
  if (error.code === 'HF_INTERNAL' && error.cause !== undefined)
    lines.push(`  cause: ${causeText(error.cause)}`);
  lines.push(`  What to do: ${remedy}`);
  return `${lines.join('\n')}\n`;
}

function detailLines(name: string, value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map((entry: unknown) => `  - ${entryText(entry)}`);
  return [`  ${name}: ${entryText(value)}`];
}

function entryText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function causeText(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
