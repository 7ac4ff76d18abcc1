import { MutationRefused } from '@holdfast/schema/mutators/mutation-refused';

// Classes of SQLSTATE that the same mutation would meet again and again: bad data and violated constraints.
const lastingClasses = ['22', '23'];

/**
 * Whether an error is the mutation's own (it is refused, rule M3) or the machine's (null: it is tried again). A constraint
 * that is violated today is violated tomorrow; were it taken for a failure, the device's queue would never move again.
 */
export function refusalOf(error: unknown): MutationRefused | null {
  if (error instanceof MutationRefused) return error;
  const state = sqlStateOf(error);
  if (state === null || !lastingClasses.includes(state.slice(0, 2))) return null;
  return new MutationRefused('HF_MUTATION_CONFLICT', { sqlState: state });
}

/** drizzle wraps the error of the driver as its cause. */
function sqlStateOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code))
    return error.code;
  return 'cause' in error ? sqlStateOf(error.cause) : null;
}
