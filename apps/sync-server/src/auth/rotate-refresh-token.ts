import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import type { ErrorCode } from '@holdfast/schema/errors/error-codes';
import { devices } from '@holdfast/schema/tables/devices';
import { refreshTokens } from '@holdfast/schema/tables/refresh-tokens';
import { users } from '@holdfast/schema/tables/users';
import { and, eq, isNull } from 'drizzle-orm';

import { poolOf } from '../db/cluster-pools.ts';
import { findActiveTenant } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';
import type { TenantDatabase } from '../db/with-tenant.ts';
import type { AuthContext } from './auth-context.ts';
import { announceSessionRevocation } from './session-revocation.ts';
import { issueRefreshToken } from './issue-refresh-token.ts';
import { hashRefreshToken, tenantOfRefreshToken } from './refresh-token.ts';
import { createSignInResult } from './sign-in-result.ts';
import type { SignInResult, UserRow } from './sign-in-result.ts';

/** A used token stays valid this long if its successor is unused: the response with the successor may have been lost. */
const reuseGraceMs = 30_000;

type Token = typeof refreshTokens.$inferSelect;
type Device = typeof devices.$inferSelect;
interface Found {
  readonly token: Token;
  readonly device: Device;
  readonly user: UserRow;
}

type Rotation =
  | {
      readonly outcome: 'rotated';
      readonly refreshToken: string;
      readonly user: UserRow;
      readonly deviceId: number;
    }
  | { readonly outcome: 'refused'; readonly code: ErrorCode };

/**
 * Exchanges a refresh token for new tokens. Each token works once. A second use after the grace period means that two
 * parties hold the token, so every token of the family is revoked and the device's sockets are closed.
 * Throws HF_REFRESH_TOKEN_INVALID, HF_REFRESH_TOKEN_REUSED, HF_DEVICE_REVOKED, HF_USER_DEACTIVATED and the tenant's errors.
 */
export async function rotateRefreshToken(server: AuthContext, refreshToken: string): Promise<SignInResult> {
  const tenant = await findActiveTenant(server.pool, tenantOfRefreshToken(refreshToken));
  const pool = poolOf(server.pool, tenant);
  // A refusal is a result, not an exception: the revocation of the family must be committed.
  const rotation = await withTenant(pool, tenant.schemaName, {}, async ({ tx }): Promise<Rotation> => {
    const found = await lockToken(tx, refreshToken);
    const code = found === undefined ? 'HF_REFRESH_TOKEN_INVALID' : refusal(found, server.clock());
    if (found === undefined || code === 'HF_REFRESH_TOKEN_INVALID')
      return { outcome: 'refused', code: 'HF_REFRESH_TOKEN_INVALID' };
    if (code !== undefined) return { outcome: 'refused', code };
    if (!(await isWithinReuseGrace(tx, found.token, server.clock()))) {
      await revokeFamily(tx, found.token.family, server.clock());
      await announceSessionRevocation(tx, { schemaName: tenant.schemaName, deviceId: found.device.id });
      return { outcome: 'refused', code: 'HF_REFRESH_TOKEN_REUSED' };
    }
    return await rotate(tx, found, {
      tenantSlug: tenant.slug,
      now: server.clock(),
      lifetimeDays: server.settings.refreshTokenDays,
    });
  });
  if (rotation.outcome === 'refused') throw new HoldfastError(rotation.code);
  return await createSignInResult(server, { tenant, ...rotation });
}

async function lockToken(tx: TenantDatabase, refreshToken: string): Promise<Found | undefined> {
  const [found] = await tx
    .select({ token: refreshTokens, device: devices, user: users })
    .from(refreshTokens)
    .innerJoin(devices, eq(devices.id, refreshTokens.deviceId))
    .innerJoin(users, eq(users.id, devices.userId))
    .where(eq(refreshTokens.tokenHash, hashRefreshToken(refreshToken)))
    .for('update', { of: refreshTokens });
  return found;
}

function refusal({ token, device, user }: Found, now: Date): ErrorCode | undefined {
  if (device.revokedAt !== null) return 'HF_DEVICE_REVOKED';
  if (!user.isActive) return 'HF_USER_DEACTIVATED';
  if (token.revokedAt !== null || new Date(token.expiresAt) <= now) return 'HF_REFRESH_TOKEN_INVALID';
  return undefined;
}

async function isWithinReuseGrace(tx: TenantDatabase, token: Token, now: Date): Promise<boolean> {
  if (token.usedAt === null) return true;
  if (now.getTime() - new Date(token.usedAt).getTime() > reuseGraceMs || token.replacedBy === null)
    return false;
  // Revokes the lost successor, so that a party that intercepted the response cannot use it.
  const unused = await tx
    .update(refreshTokens)
    .set({ revokedAt: now.toISOString() })
    .where(
      and(
        eq(refreshTokens.id, token.replacedBy),
        isNull(refreshTokens.usedAt),
        isNull(refreshTokens.revokedAt),
      ),
    )
    .returning({ id: refreshTokens.id });
  return unused.length === 1;
}

interface RotateOptions {
  readonly tenantSlug: string;
  readonly now: Date;
  readonly lifetimeDays: number;
}

async function rotate(tx: TenantDatabase, found: Found, options: RotateOptions): Promise<Rotation> {
  const { token, device, user } = found;
  const next = await issueRefreshToken(tx, { ...options, deviceId: device.id, family: token.family });
  const now = options.now.toISOString();
  await tx
    .update(refreshTokens)
    .set({ usedAt: token.usedAt ?? now, replacedBy: next.id })
    .where(eq(refreshTokens.id, token.id));
  await tx.update(devices).set({ lastSeenAt: now }).where(eq(devices.id, device.id));
  return { outcome: 'rotated', refreshToken: next.token, user, deviceId: device.id };
}

async function revokeFamily(tx: TenantDatabase, family: string, now: Date): Promise<void> {
  await tx
    .update(refreshTokens)
    .set({ revokedAt: now.toISOString() })
    .where(and(eq(refreshTokens.family, family), isNull(refreshTokens.revokedAt)));
}
