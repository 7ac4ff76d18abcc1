import { readDeviceStatuses } from '../auth/device-status.ts';
import type { DeviceStatus } from '../auth/device-status.ts';
import { RequestBatcher } from '../db/request-batcher.ts';
import { findTenantsBySlug } from '../db/tenant-directory.ts';
import type { Tenant } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';
import { readLastMutationIds } from '../sync/mutations/read-last-mutation-ids.ts';

/** What a device that connects has looked up; those who come together are looked up together. */
export interface BatchedReads {
  /** By slug, in the landlord's own schema. */
  readonly tenants: RequestBatcher<string, Tenant>;
  /** By device. */
  readonly deviceStatuses: RequestBatcher<number, DeviceStatus>;
  /** By device; a device that was revoked has no answer. */
  readonly lastMutationIds: RequestBatcher<number, number>;
}

export function createBatchedReads(): BatchedReads {
  return {
    tenants: new RequestBatcher(async ({ pool }, slugs) => {
      const tenants = await findTenantsBySlug(pool, slugs);
      return new Map(tenants.map((tenant) => [tenant.slug, tenant]));
    }),
    deviceStatuses: new RequestBatcher(async ({ pool, schemaName }, deviceIds) => {
      const deviceStatuses = await withTenant(pool, schemaName, { readOnly: true }, ({ tx }) =>
        readDeviceStatuses(tx, deviceIds),
      );
      return new Map(deviceStatuses.map((standing) => [standing.deviceId, standing]));
    }),
    lastMutationIds: new RequestBatcher(readLastMutationIds),
  };
}
