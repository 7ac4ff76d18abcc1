import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { devices } from '@holdfast/schema/tables/devices';
import { eq } from 'drizzle-orm';
import type { Pool } from 'pg';

import { withTenant } from '../../db/with-tenant.ts';

/** The last mutation of the device that was dealt with (rule M2). */
export async function readLastMutationId(pool: Pool, schemaName: string, deviceId: number): Promise<number> {
  return await withTenant(pool, schemaName, { readOnly: true }, async ({ tx }) => {
    const [device] = await tx
      .select({ lastMutationId: devices.lastMutationId, revokedAt: devices.revokedAt })
      .from(devices)
      .where(eq(devices.id, deviceId));
    if (device === undefined || device.revokedAt !== null) throw new HoldfastError('HF_DEVICE_REVOKED');
    return device.lastMutationId;
  });
}
