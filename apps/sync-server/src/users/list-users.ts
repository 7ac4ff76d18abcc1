import { users } from '@holdfast/schema/tables/users';
import { asc } from 'drizzle-orm';

import { poolOf } from '../db/cluster-pools.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { findTenant } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';
import type { PublicUser } from './create-user.ts';

export async function listUsers(pool: LandlordPool, tenantSlug: string): Promise<PublicUser[]> {
  const tenant = await findTenant(pool, tenantSlug);
  return await withTenant(poolOf(pool, tenant), tenant.schemaName, { readOnly: true }, ({ tx }) =>
    tx
      .select({
        id: users.id,
        email: users.email,
        name: users.name,
        role: users.role,
        locale: users.locale,
        isActive: users.isActive,
      })
      .from(users)
      .orderBy(asc(users.email)),
  );
}
