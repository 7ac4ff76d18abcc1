import { z } from 'zod';

import { describeError } from './error-codes.ts';
import { retryAdvices } from './error-definition.ts';
import type { HoldfastError } from './holdfast-error.ts';

/**
 * An error on the wire: `{error: body}` over HTTP, `data.error` of a tRPC error. `code` is any text, because a newer
 * server may know codes that this version does not.
 */
export const errorBodySchema = z.object({
  code: z.string(),
  /** For the person at the screen, in English. Apps translate it by `code`. */
  message: z.string(),
  retry: z.enum(retryAdvices),
  details: z.record(z.string(), z.unknown()).optional(),
});

export type ErrorBody = z.infer<typeof errorBodySchema>;

/**
 * The part of an error that may leave the server: without its cause and stack.
 * @param error the error
 */
export function toErrorBody(error: HoldfastError): ErrorBody {
  const body: ErrorBody = {
    code: error.code,
    message: describeError(error.code).userMessage,
    retry: error.retry,
  };
  return Object.keys(error.details).length === 0 ? body : { ...body, details: { ...error.details } };
}
