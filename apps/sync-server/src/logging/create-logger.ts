import { pino } from 'pino';
import type { Logger } from 'pino';

import type { LogLevel } from '../config/settings.ts';
import { serializeError } from './serialize-error.ts';

export type { Logger };

/** Field names that can hold a secret or message text. Their values are redacted, at up to four levels of nesting. */
const secretNames = [
  'password',
  'passwordHash',
  'accessToken',
  'refreshToken',
  'token',
  'tokenSecret',
  'apiKey',
  'secret',
  'authorization',
  'cookie',
  'body',
  'content',
  'text',
  'args',
];

const depths = ['', '*.', '*.*.', '*.*.*.'];

/** Receives each log line as JSON text. */
export interface LogDestination {
  write(line: string): void;
}

/**
 * Writes one JSON line per event. The default is standard error, because standard output is for results of commands.
 */
export function createLogger(level: LogLevel, destination: LogDestination = process.stderr): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      redact: {
        paths: depths.flatMap((depth) => secretNames.map((name) => depth + name)),
        censor: '[redacted]',
      },
      serializers: { err: serializeError, error: serializeError },
    },
    destination,
  );
}
