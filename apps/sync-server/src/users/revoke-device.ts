import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { devices } from '@holdfast/schema/tables/devices';
import { refreshTokens } from '@holdfast/schema/tables/refresh-tokens';
import { and, eq, isNull, sql } from 'drizzle-orm';

import { announceSessionRevocation } from '../auth/session-revocation.ts';
import { recordAudit } from '../db/audit.ts';
import { poolOf } from '../db/cluster-pools.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { findTenant } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';

export interface RevokeDeviceInput {
  readonly tenant: string;
  readonly deviceId: number;
  readonly actor: string;
}

/**
 * Closes the device's socket and revokes its tokens. Its pending mutations are sent after the next sign-in. Throws
 * HF_TENANT_UNKNOWN or HF_DEVICE_UNKNOWN.
 */
export async function revokeDevice(
  pool: LandlordPool,
  input: RevokeDeviceInput,
): Promise<{ id: number; name: string }> {
  const tenant = await findTenant(pool, input.tenant);
  const device = await withTenant(poolOf(pool, tenant), tenant.schemaName, {}, async ({ tx }) => {
    const [revoked] = await tx
      .update(devices)
      .set({ revokedAt: sql`coalesce(${devices.revokedAt}, now())`, updatedAt: sql`now()` })
      .where(eq(devices.id, input.deviceId))
      .returning({ id: devices.id, name: devices.name });
    if (revoked === undefined)
      throw new HoldfastError('HF_DEVICE_UNKNOWN', { details: { id: input.deviceId } });
    await tx
      .update(refreshTokens)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(refreshTokens.deviceId, revoked.id), isNull(refreshTokens.revokedAt)));
    await announceSessionRevocation(tx, { schemaName: tenant.schemaName, deviceId: revoked.id });
    return revoked;
  });
  const { actor } = input;
  await recordAudit(pool, {
    actor,
    action: 'device.revoke',
    tenantId: tenant.id,
    details: { deviceId: device.id },
  });
  return device;
}
