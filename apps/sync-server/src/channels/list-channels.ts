import { channelSecrets } from '@holdfast/schema/tables/channel-secrets';
import { channels } from '@holdfast/schema/tables/channels';
import { asc, eq } from 'drizzle-orm';

import { poolOf } from '../db/cluster-pools.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { findTenant } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';

/** Lists the channels of a tenant, without secrets. */
export async function listChannels(pool: LandlordPool, tenantSlug: string) {
  const tenant = await findTenant(pool, tenantSlug);
  return await withTenant(poolOf(pool, tenant), tenant.schemaName, { readOnly: true }, ({ tx }) =>
    tx
      .select({
        id: channels.id,
        platform: channels.platform,
        name: channels.name,
        isActive: channels.isActive,
        callbackUrl: channelSecrets.callbackUrl,
      })
      .from(channels)
      .leftJoin(channelSecrets, eq(channelSecrets.channelId, channels.id))
      .orderBy(asc(channels.id)),
  );
}
