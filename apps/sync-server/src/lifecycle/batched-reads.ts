import { readDeviceStatuses } from '../auth/device-status.ts';
import type { DeviceStatus } from '../auth/device-status.ts';
import { RequestBatcher } from '../db/request-batcher.ts';
import { findTenantsBySlug } from '../db/tenant-directory.ts';
import type { Tenant } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';
import { readLastMutationIds } from '../sync/mutations/read-last-mutation-ids.ts';

/** The lookups of a connecting device. Concurrent lookups of one kind share a statement (D6.4). */
export interface BatchedReads {
  /** By slug, in the landlord's schema. */
  readonly tenants: RequestBatcher<string, Tenant>;
  /** By device id. */
  readonly deviceStatuses: RequestBatcher<number, DeviceStatus>;
  /** By device id; undefined for a revoked device. */
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
      return new Map(deviceStatuses.map((status) => [status.deviceId, status]));
    }),
    lastMutationIds: new RequestBatcher(readLastMutationIds),
  };
}
