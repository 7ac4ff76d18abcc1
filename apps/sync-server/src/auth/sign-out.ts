import { devices } from '@holdfast/schema/tables/devices';
import { refreshTokens } from '@holdfast/schema/tables/refresh-tokens';
import { eq } from 'drizzle-orm';

import { poolOf } from '../db/cluster-pools.ts';
import { findTenant } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';
import type { AuthContext } from './auth-context.ts';
import { announceSessionRevocation } from './session-revocation.ts';
import { hashRefreshToken, tenantOfRefreshToken } from './refresh-token.ts';

/** Revokes the token's family and closes the device's sockets. Idempotent: an unknown token changes nothing. */
export async function signOut(
  server: Pick<AuthContext, 'pool' | 'clock'>,
  refreshToken: string,
): Promise<void> {
  const tenant = await findTenant(server.pool, tenantOfRefreshToken(refreshToken));
  await withTenant(poolOf(server.pool, tenant), tenant.schemaName, {}, async ({ tx }) => {
    const [token] = await tx
      .select({ family: refreshTokens.family, deviceId: devices.id })
      .from(refreshTokens)
      .innerJoin(devices, eq(devices.id, refreshTokens.deviceId))
      .where(eq(refreshTokens.tokenHash, hashRefreshToken(refreshToken)));
    if (token === undefined) return;
    await tx
      .update(refreshTokens)
      .set({ revokedAt: server.clock().toISOString() })
      .where(eq(refreshTokens.family, token.family));
    await announceSessionRevocation(tx, { schemaName: tenant.schemaName, deviceId: token.deviceId });
  });
}
