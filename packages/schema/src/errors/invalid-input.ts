import type { ZodError } from 'zod';

import { HoldfastError } from './holdfast-error.ts';

const maxProblems = 20;

/**
 * Turns a failed parse into HF_INVALID_INPUT. It names the fields and their problems, never the values: these may be
 * secrets or customers' text.
 * @param error what zod found
 * @returns the error, with `details.problems`
 */
export function invalidInput(error: ZodError): HoldfastError {
  const problems = error.issues
    .slice(0, maxProblems)
    .map((issue) => ({ field: issue.path.map(String).join('.'), problem: issue.message }));
  return new HoldfastError('HF_INVALID_INPUT', { details: { problems }, cause: error });
}
