import { toErrorBody } from '@holdfast/schema/errors/error-body';
import type { ErrorBody } from '@holdfast/schema/errors/error-body';
import { HoldfastError, toHoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';

import { invalidInput } from '@holdfast/schema/errors/invalid-input';

/** Returns the HoldfastError for an error of tRPC. */
export function holdfastErrorOf(error: TRPCError): HoldfastError {
  if (error.cause instanceof HoldfastError) return error.cause;
  if (error.cause instanceof ZodError && error.code === 'BAD_REQUEST') return invalidInput(error.cause);
  switch (error.code) {
    case 'NOT_FOUND':
    case 'METHOD_NOT_SUPPORTED':
      return new HoldfastError('HF_NOT_FOUND');
    case 'PARSE_ERROR':
      return new HoldfastError('HF_MALFORMED_JSON');
    case 'BAD_REQUEST':
      return new HoldfastError(error.cause instanceof SyntaxError ? 'HF_MALFORMED_JSON' : 'HF_INVALID_INPUT');
    case 'UNSUPPORTED_MEDIA_TYPE':
      return new HoldfastError('HF_UNSUPPORTED_MEDIA_TYPE');
    case 'PAYLOAD_TOO_LARGE':
      return new HoldfastError('HF_PAYLOAD_TOO_LARGE');
    default:
      return toHoldfastError(error.cause ?? error);
  }
}

interface Shape {
  readonly code: number;
  readonly data: { readonly code: string; readonly httpStatus: number; readonly path?: string | undefined };
}

/** tRPC's error shape with our error in `data.error`. The message is ours too, so that no internal text leaks. */
export function formatError<Given extends Shape>({ shape, error }: { shape: Given; error: TRPCError }) {
  const holdfastError = holdfastErrorOf(error);
  const body: ErrorBody = toErrorBody(holdfastError);
  const { code, path } = shape.data;
  return {
    code: shape.code,
    message: body.message,
    data: { code, path, httpStatus: holdfastError.httpStatus, error: body },
  };
}
