import { TRPCClientError } from '@trpc/client';
import { z } from 'zod';
import { isErrorCode } from '@holdfast/schema/errors/error-codes';
import type { ErrorCode } from '@holdfast/schema/errors/error-codes';
import { errorBodySchema } from '@holdfast/schema/errors/error-body';
import { HoldfastError, toHoldfastError } from '@holdfast/schema/errors/holdfast-error';

const errorResponseSchema = z.object({ error: errorBodySchema });

/** Returns the server's error code; undefined if the server did not reply. */
export function serverErrorCode(error: unknown): string | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data = errorResponseSchema.safeParse(error.data);
  return data.success ? data.data.error.code : undefined;
}

/** Converts an error of a call to the server: its own code, or HF_UNAVAILABLE if the server did not reply. */
export function toServerError(error: unknown): HoldfastError {
  if (!(error instanceof TRPCClientError)) return toHoldfastError(error);
  const code = serverErrorCode(error);
  const known: ErrorCode = code === undefined ? 'HF_UNAVAILABLE' : isErrorCode(code) ? code : 'HF_INTERNAL';
  return new HoldfastError(known, { cause: error });
}

/** True for codes after which the agent must sign in. A stale access token is not one: it is refreshed. */
export function asksForSignIn(code: string): boolean {
  return signInCodes.has(code);
}

/** True for codes with which the server rejects an access token; the refresh token can still be valid. */
export function asksForNewToken(code: string): boolean {
  return tokenCodes.has(code);
}

const tokenCodes: ReadonlySet<string> = new Set<ErrorCode>([
  'HF_ACCESS_TOKEN_EXPIRED',
  'HF_ACCESS_TOKEN_INVALID',
  'HF_UNAUTHENTICATED',
]);

const signInCodes: ReadonlySet<string> = new Set<ErrorCode>([
  'HF_REFRESH_TOKEN_INVALID',
  'HF_REFRESH_TOKEN_REUSED',
  'HF_DEVICE_REVOKED',
  'HF_DEVICE_UNKNOWN',
  'HF_USER_DEACTIVATED',
  'HF_TENANT_UNKNOWN',
]);
