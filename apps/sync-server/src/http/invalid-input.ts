import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { ZodError } from 'zod';

/** Names the fields and what is wrong with each; never the values. */
export function invalidInput(error: ZodError): HoldfastError {
  const problems = error.issues
    .slice(0, 20)
    .map((issue) => ({ field: issue.path.map(String).join('.'), problem: issue.message }));
  return new HoldfastError('HF_INVALID_INPUT', { details: { problems }, cause: error });
}
