import { createHash } from 'node:crypto';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { Pool } from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

export interface SignInAttempt {
  readonly address: string;
  readonly tenant: string;
  readonly email: string;
}

export interface SignInLimiter {
  /** Counts an attempt before its password is verified; throws HF_RATE_LIMITED. */
  consume(attempt: SignInAttempt): Promise<void>;
  /** Clears the account's counter for this address after a correct password. */
  reward(attempt: SignInAttempt): Promise<void>;
}

const perAccount = { points: 10, duration: 15 * 60 };
/** High, because an office behind one address signs in at the same time in the morning. */
const perAddress = { points: 300, duration: 15 * 60 };

/** Counts in Postgres, which all server processes share; in memory while Postgres is unreachable. */
export function createSignInLimiter(pool: Pool): SignInLimiter {
  const account = limiter(pool, 'sign-in-account', perAccount);
  const address = limiter(pool, 'sign-in-address', perAddress);
  return {
    consume: async (attempt) => {
      await consume(address, attempt.address);
      await consume(account, accountKey(attempt));
    },
    reward: async (attempt) => {
      await account.delete(accountKey(attempt));
    },
  };
}

function limiter(
  pool: Pool,
  keyPrefix: string,
  limits: { points: number; duration: number },
): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: pool,
    // The library detects a pool only by the name of its class, and ours is a subclass.
    storeType: 'pool',
    schemaName: 'landlord',
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix,
    ...limits,
    insuranceLimiter: new RateLimiterMemory({ keyPrefix, ...limits }),
  });
}

async function consume(limiter: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const retryAfterSeconds = Math.ceil(error.msBeforeNext / 1000);
    throw new HoldfastError('HF_RATE_LIMITED', { details: { retryAfterSeconds } });
  }
}

/** Hashed, so that the table of counters reveals no account and keys have a fixed length. */
function accountKey({ address, tenant, email }: SignInAttempt): string {
  return createHash('sha256').update(`${address}\n${tenant}\n${email}`).digest('base64url');
}
