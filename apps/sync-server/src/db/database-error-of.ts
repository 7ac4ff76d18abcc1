import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import pg from 'pg';

const unreachableCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOENT',
]);

/** Converts a driver error that an operator can fix to a HoldfastError; undefined for any other error. */
export function databaseErrorOf(error: unknown): HoldfastError | undefined {
  if (error instanceof HoldfastError || !(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  if (error instanceof pg.DatabaseError) {
    // 28: login refused, 3D: no such database, 57P: shutting down, 53300: too many connections.
    if (/^(28|3D|57P|53300)/.test(code)) return toError('HF_DATABASE_UNREACHABLE', error);
    if (code === '42501') return toError('HF_DATABASE_RIGHTS_MISSING', error);
    // No landlord table: no migration has run yet.
    if (code === '42P01' && error.message.includes('landlord.'))
      return toError('HF_MIGRATIONS_PENDING', error);
    return undefined;
  }
  if (unreachableCodes.has(code)) return toError('HF_DATABASE_UNREACHABLE', error);
  return databaseErrorOf(error.cause);
}

function toError(
  code: 'HF_DATABASE_UNREACHABLE' | 'HF_DATABASE_RIGHTS_MISSING' | 'HF_MIGRATIONS_PENDING',
  error: Error,
) {
  return new HoldfastError(code, { details: { reason: error.message }, cause: error });
}
