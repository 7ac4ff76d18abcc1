import type { TRPCError } from '@trpc/server';

import type { Logger } from '../logging/create-logger.ts';
import { holdfastErrorOf } from './format-error.ts';

/** What was not foreseen is an error; what a client did wrong is no more than a note. */
export function logRpcError(logger: Logger, error: TRPCError, procedure: string | undefined): void {
  const holdfastError = holdfastErrorOf(error);
  if (holdfastError.httpStatus >= 500) logger.error({ err: holdfastError, procedure }, 'a call failed');
  else logger.debug({ code: holdfastError.code, procedure }, 'a call was refused');
}
