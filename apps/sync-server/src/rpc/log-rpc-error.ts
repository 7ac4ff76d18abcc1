import type { TRPCError } from '@trpc/server';

import type { Logger } from '../logging/create-logger.ts';
import { holdfastErrorOf } from './format-error.ts';

/** Logs failures of the server as errors, and mistakes of a client at debug level. */
export function logRpcError(logger: Logger, error: TRPCError, procedure: string | undefined): void {
  const holdfastError = holdfastErrorOf(error);
  if (holdfastError.httpStatus >= 500) logger.error({ err: holdfastError, procedure }, 'a call failed');
  else logger.debug({ code: holdfastError.code, procedure }, 'a call was refused');
}
