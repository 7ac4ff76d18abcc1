import { randomUUID } from 'node:crypto';

import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { devices } from '@holdfast/schema/tables/devices';
import { refreshTokens } from '@holdfast/schema/tables/refresh-tokens';
import { userCredentials } from '@holdfast/schema/tables/user-credentials';
import { users } from '@holdfast/schema/tables/users';
import { and, desc, eq, isNull } from 'drizzle-orm';

import { poolOf } from '../db/cluster-pools.ts';
import { findActiveTenant } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';
import type { TenantDatabase } from '../db/with-tenant.ts';
import type { AuthContext } from './auth-context.ts';
import { issueRefreshToken } from './issue-refresh-token.ts';
import { verifyPassword } from './password.ts';
import type { SignInLimiter } from './sign-in-limiter.ts';
import { createSignInResult } from './sign-in-result.ts';
import type { SignInResult } from './sign-in-result.ts';

export interface SignInRequest {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
  readonly device: { readonly uuid: string; readonly name: string };
  readonly address: string;
}

/** Throws HF_RATE_LIMITED, HF_TENANT_UNKNOWN, HF_TENANT_SUSPENDED, HF_SIGN_IN_FAILED or HF_USER_DEACTIVATED. */
export async function signIn(
  server: AuthContext,
  limiter: SignInLimiter,
  input: SignInRequest,
): Promise<SignInResult> {
  const email = input.email.trim().toLowerCase();
  const attempt = { address: input.address, tenant: input.tenant, email };
  await limiter.consume(attempt);
  const tenant = await findActiveTenant(server.pool, input.tenant);
  const pool = poolOf(server.pool, tenant);

  const account = await withTenant(pool, tenant.schemaName, { readOnly: true }, ({ tx }) =>
    findAccount(tx, email),
  );
  // Outside of any transaction: hashing is slow on purpose and must not hold a connection.
  const isCorrect = await verifyPassword(account?.passwordHash, input.password);
  if (account === undefined || !isCorrect) throw new HoldfastError('HF_SIGN_IN_FAILED');
  if (!account.user.isActive) throw new HoldfastError('HF_USER_DEACTIVATED');
  await limiter.reward(attempt);

  const now = server.clock();
  const { deviceId, refreshToken } = await withTenant(pool, tenant.schemaName, {}, async ({ tx }) => {
    const deviceId = await registerDevice(tx, account.user.id, input.device, now);
    const { token } = await issueRefreshToken(tx, {
      tenantSlug: tenant.slug,
      deviceId,
      family: randomUUID(),
      now,
      lifetimeDays: server.settings.refreshTokenDays,
    });
    return { deviceId, refreshToken: token };
  });
  return await createSignInResult(server, { tenant, user: account.user, deviceId, refreshToken });
}

async function findAccount(tx: TenantDatabase, email: string) {
  const [account] = await tx
    .select({ user: users, passwordHash: userCredentials.passwordHash })
    .from(users)
    .innerJoin(userCredentials, eq(userCredentials.userId, users.id))
    .where(eq(users.email, email));
  return account;
}

/**
 * An installation of one user stays the same device, so that its pending mutations continue. A correct password trusts a
 * revoked device again. Earlier tokens of the device are revoked.
 */
async function registerDevice(
  tx: TenantDatabase,
  userId: number,
  device: SignInRequest['device'],
  now: Date,
): Promise<number> {
  // The lock on the user prevents two concurrent sign-ins from inserting the device twice.
  await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update');
  const seen = {
    name: device.name,
    lastSeenAt: now.toISOString(),
    revokedAt: null,
    updatedAt: now.toISOString(),
  };
  const [known] = await tx
    .select({ id: devices.id })
    .from(devices)
    .where(and(eq(devices.userId, userId), eq(devices.uuid, device.uuid)))
    .orderBy(desc(devices.id))
    .limit(1);
  if (known !== undefined) {
    await tx.update(devices).set(seen).where(eq(devices.id, known.id));
    await tx
      .update(refreshTokens)
      .set({ revokedAt: now.toISOString() })
      .where(and(eq(refreshTokens.deviceId, known.id), isNull(refreshTokens.revokedAt)));
    return known.id;
  }
  const [created] = await tx
    .insert(devices)
    .values({ userId, uuid: device.uuid, ...seen })
    .returning({ id: devices.id });
  if (created === undefined) throw new Error('INSERT … RETURNING returned no row');
  return created.id;
}
