import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import pg from 'pg';

export type LoggedError = Readonly<Record<string, unknown>>;

/**
 * Returns the parts of an error that can be logged. Database errors contain row values (for example message text) in
 * message, detail and parameters; only the parts that identify the place of the error are logged.
 */
export function serializeError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error };
  if (error instanceof pg.DatabaseError) return serializeDatabaseError(error);
  if (error instanceof DrizzleQueryError) {
    return { type: 'DrizzleQueryError', query: error.query, cause: serializeError(error.cause) };
  }
  return {
    type: error.name,
    message: error.message,
    ...(error instanceof HoldfastError ? { code: error.code, details: error.details } : systemCode(error)),
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: serializeError(error.cause) }),
  };
}

function serializeDatabaseError(error: pg.DatabaseError): LoggedError {
  const { code, severity, schema, table, column, constraint, routine } = error;
  // Messages of class 22 (data exceptions) quote the value itself; other classes quote names of objects.
  const message =
    code?.startsWith('22') === true ? error.message.replaceAll(/"[^"]*"/g, '"…"') : error.message;
  return { type: 'DatabaseError', message, code, severity, schema, table, column, constraint, routine };
}

function systemCode(error: Error): LoggedError {
  return 'code' in error ? { code: error.code } : {};
}
