import type { ErrorDefinition } from './error-definition.ts';

/** Errors of sign-in, tenants, users, devices and keys. `error-codes.ts` merges them into the table. */
export const signInErrors = {
  HF_SIGN_IN_FAILED: {
    message: 'Unknown account or wrong password',
    userMessage: 'Email address and password do not match. Check both, then try again.',
    remedy: 'Check both, or ask an administrator for a new password.',
    retry: 'after-change',
    httpStatus: 401,
  },
  HF_UNAUTHENTICATED: {
    message: 'The request has no access token',
    userMessage: 'Sign in to continue.',
    remedy: 'Sign in.',
    retry: 'after-change',
    httpStatus: 401,
  },
  HF_ACCESS_TOKEN_EXPIRED: {
    message: 'The access token has expired',
    userMessage: 'Your session is being renewed.',
    remedy: 'Nothing: the app gets a new one with its refresh token.',
    retry: 'after-change',
    httpStatus: 401,
  },
  HF_ACCESS_TOKEN_INVALID: {
    message: 'The access token was not issued by this server',
    userMessage: 'Sign in again to continue.',
    remedy: 'Sign in again.',
    retry: 'after-change',
    httpStatus: 401,
  },
  HF_REFRESH_TOKEN_INVALID: {
    message: 'The refresh token is unknown, expired or revoked',
    userMessage: 'Sign in again to continue. Your queued changes are kept.',
    remedy: 'Sign in again. Queued work is kept.',
    retry: 'after-change',
    httpStatus: 401,
  },
  HF_REFRESH_TOKEN_REUSED: {
    message: 'A refresh token was used a second time; all tokens of this sign-in are revoked',
    userMessage: 'For your security, sign in again. Your queued changes are kept.',
    remedy:
      'Sign in again. If it happens often, the profile of this device may have been copied: revoke the device.',
    retry: 'after-change',
    httpStatus: 401,
  },
  HF_DEVICE_REVOKED: {
    message: 'The device is revoked',
    userMessage: 'An administrator signed this device out. Sign in again to continue.',
    remedy: 'Sign in again.',
    retry: 'after-change',
    httpStatus: 401,
  },
  HF_USER_DEACTIVATED: {
    message: 'The user is deactivated',
    userMessage: 'Your account is deactivated. Ask an administrator.',
    remedy: 'Ask an administrator.',
    retry: 'never',
    httpStatus: 403,
  },
  HF_TENANT_UNKNOWN: {
    message: 'No tenant has this name',
    userMessage: 'This workspace does not exist. Check its name.',
    remedy: 'Check the name of the workspace. `holdfast tenant list` lists them.',
    retry: 'never',
    httpStatus: 404,
  },
  HF_TENANT_SUSPENDED: {
    message: 'The tenant is suspended',
    userMessage: 'This workspace is suspended. Ask its administrator.',
    remedy: 'Ask the operator of the server. `holdfast tenant resume` ends the suspension.',
    retry: 'later',
    httpStatus: 403,
  },
  HF_TENANT_MOVING: {
    message: 'The tenant is being moved to another Postgres cluster',
    userMessage: 'This workspace is being moved. It will be back in a moment.',
    remedy:
      'Nothing: devices reconnect when the move is finished. To finish an interrupted move, run the same `holdfast tenant move` again.',
    retry: 'later',
    httpStatus: 503,
  },
  HF_USER_UNKNOWN: {
    message: 'No user of the tenant has this email address',
    userMessage: 'This user does not exist.',
    remedy: 'List the users with `holdfast user list`.',
    retry: 'never',
    httpStatus: 404,
  },
  HF_DEVICE_UNKNOWN: {
    message: 'The tenant has no device with this id',
    userMessage: 'This device does not exist.',
    remedy: 'List the devices with `holdfast device list`.',
    retry: 'never',
    httpStatus: 404,
  },
  HF_CHANNEL_UNKNOWN: {
    message: 'The tenant has no active channel with this id',
    userMessage: 'This channel does not exist, or is not active.',
    remedy: 'List the channels with `holdfast channel list`.',
    retry: 'never',
    httpStatus: 404,
  },
  HF_CHANNEL_KEY_INVALID: {
    message: 'The bearer key does not belong to this channel',
    userMessage: 'The key of this channel is wrong.',
    remedy: 'Send the key that `holdfast channel create` printed, as `Authorization: Bearer …`.',
    retry: 'after-change',
    httpStatus: 401,
  },
} as const satisfies Record<`HF_${string}`, ErrorDefinition>;
