import { readDeviceStanding } from '../auth/device-standing.ts';
import type { DeviceStanding } from '../auth/device-standing.ts';
import { GatheredWork } from '../db/gathered-work.ts';
import { findTenantsBySlug } from '../db/tenant-directory.ts';
import type { Tenant } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';
import { readLastMutationIds } from '../sync/mutations/read-last-mutation-ids.ts';

/** What a device that connects has looked up; those who come together are looked up together. */
export interface GatheredReads {
  /** By slug, in the landlord's own schema. */
  readonly tenants: GatheredWork<string, Tenant>;
  /** By device. */
  readonly standings: GatheredWork<number, DeviceStanding>;
  /** By device; a device that was revoked has no answer. */
  readonly lastMutationIds: GatheredWork<number, number>;
}

export function createGatheredReads(): GatheredReads {
  return {
    tenants: new GatheredWork(async ({ pool }, slugs) => {
      const tenants = await findTenantsBySlug(pool, slugs);
      return new Map(tenants.map((tenant) => [tenant.slug, tenant]));
    }),
    standings: new GatheredWork(async ({ pool, schemaName }, deviceIds) => {
      const standings = await withTenant(pool, schemaName, { readOnly: true }, ({ tx }) =>
        readDeviceStanding(tx, deviceIds),
      );
      return new Map(standings.map((standing) => [standing.deviceId, standing]));
    }),
    lastMutationIds: new GatheredWork(readLastMutationIds),
  };
}
