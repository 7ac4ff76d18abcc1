import { MutationRefused } from '@holdfast/schema/mutators/mutation-refused';

// SQLSTATE classes of permanent errors: invalid data (22) and violated constraints (23). A retry would fail the same
// way.
const permanentSqlStateClasses = ['22', '23'];

/**
 * Returns the refusal if the mutation caused the error (rule M3), or null for an infrastructure failure, after which
 * the device retries. A violated constraint is a refusal: as a failure it would block the device's queue forever.
 */
export function refusalOf(error: unknown): MutationRefused | null {
  if (error instanceof MutationRefused) return error;
  const state = sqlStateOf(error);
  if (state === null || !permanentSqlStateClasses.includes(state.slice(0, 2))) return null;
  return new MutationRefused('HF_MUTATION_CONFLICT', { sqlState: state });
}

/** Drizzle wraps the driver's error as `cause`. */
function sqlStateOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code))
    return error.code;
  return 'cause' in error ? sqlStateOf(error.cause) : null;
}
