import { toErrorBody } from '@holdfast/schema/errors/error-body';
import { HoldfastError, toHoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { ZodError } from 'zod';

import type { Logger } from '../logging/create-logger.ts';
import { invalidInput } from '@holdfast/schema/errors/invalid-input';

/**
 * Sends errors as `{error: {code, message, retry, details?}}`. Unexpected errors are sent as HF_INTERNAL. Errors with
 * status 500 and above are logged.
 */
export function useHoldfastErrors(app: FastifyInstance, logger: Logger): void {
  app.setErrorHandler(async (thrown, request, reply) => {
    const error = translate(thrown);
    if (error.httpStatus >= 500) {
      logger.error(
        { err: error, method: request.method, route: request.routeOptions.url },
        'a request failed',
      );
    }
    await sendError(reply, error);
  });
  app.setNotFoundHandler(async (_request, reply) => {
    await sendError(reply, new HoldfastError('HF_NOT_FOUND'));
  });
}

async function sendError(reply: FastifyReply, error: HoldfastError): Promise<void> {
  const { retryAfterSeconds } = error.details;
  if (typeof retryAfterSeconds === 'number') reply.header('retry-after', retryAfterSeconds);
  await reply.status(error.httpStatus).send({ error: toErrorBody(error) });
}

function translate(error: unknown): HoldfastError {
  if (error instanceof ZodError) return invalidInput(error);
  switch (fastifyCode(error)) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new HoldfastError('HF_PAYLOAD_TOO_LARGE');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new HoldfastError('HF_UNSUPPORTED_MEDIA_TYPE');
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new HoldfastError('HF_MALFORMED_JSON');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_BAD_URL':
      return new HoldfastError('HF_INVALID_INPUT');
    default:
      // For invalid JSON, fastify's parser throws a SyntaxError with status 400 and without a code.
      return isBadRequest(error) ? new HoldfastError('HF_MALFORMED_JSON') : toHoldfastError(error);
  }
}

function fastifyCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function isBadRequest(error: unknown): boolean {
  return error instanceof SyntaxError && 'statusCode' in error && error.statusCode === 400;
}
