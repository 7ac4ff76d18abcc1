import type { ErrorCode } from '@holdfast/schema/errors/error-codes';

/** Exit codes of the process. Documented in docs/operations.md. */
export const exitCodes = {
  success: 0,
  failed: 1,
  usage: 2,
  settings: 3,
  database: 4,
  migrations: 5,
  unhealthy: 6,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const byErrorCode: Partial<Record<ErrorCode, ExitCode>> = {
  HF_INVALID_INPUT: exitCodes.usage,
  HF_SECRET_MISSING: exitCodes.usage,
  HF_PASSWORD_TOO_WEAK: exitCodes.usage,
  HF_SETTINGS_INVALID: exitCodes.settings,
  HF_DATABASE_UNREACHABLE: exitCodes.database,
  HF_DATABASE_TOO_OLD: exitCodes.database,
  HF_DATABASE_RIGHTS_MISSING: exitCodes.database,
  HF_MIGRATIONS_PENDING: exitCodes.migrations,
  HF_MIGRATION_FAILED: exitCodes.migrations,
  HF_MIGRATION_EDITED: exitCodes.migrations,
  HF_MIGRATION_UNKNOWN: exitCodes.migrations,
};

export function exitCodeOf(code: ErrorCode): ExitCode {
  return byErrorCode[code] ?? exitCodes.failed;
}
