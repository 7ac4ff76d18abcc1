import { pino } from 'pino';
import type { Logger } from 'pino';

import type { LogLevel } from '../config/settings.ts';
import { serializeError } from './serialize-error.ts';

export type { Logger };

/** Names under which a secret or the words of a person may travel. They are taken out wherever they are logged. */
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

/** Writes one JSON line for each event, to standard error unless told otherwise: standard output belongs to results. */
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
