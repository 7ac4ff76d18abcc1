import { devices } from '@holdfast/schema/tables/devices';
import { users } from '@holdfast/schema/tables/users';
import { asc, eq } from 'drizzle-orm';

import { poolOf } from '../db/cluster-pools.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { findTenant } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';

export async function listDevices(pool: LandlordPool, tenantSlug: string) {
  const tenant = await findTenant(pool, tenantSlug);
  return await withTenant(poolOf(pool, tenant), tenant.schemaName, { readOnly: true }, ({ tx }) =>
    tx
      .select({
        id: devices.id,
        name: devices.name,
        user: users.email,
        lastSeenAt: devices.lastSeenAt,
        revokedAt: devices.revokedAt,
      })
      .from(devices)
      .innerJoin(users, eq(users.id, devices.userId))
      .orderBy(asc(users.email), asc(devices.id)),
  );
}
