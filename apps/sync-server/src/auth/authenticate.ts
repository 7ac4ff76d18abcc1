import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { landlordSchema } from '@holdfast/schema/landlord/landlord-schema';

import { poolOf, type LandlordPool } from '../db/cluster-pools.ts';
import type { RequestBatcher } from '../db/request-batcher.ts';
import type { ClusterPool } from '../db/cluster-pool.ts';
import { requireActive } from '../db/tenant-directory.ts';
import type { Tenant } from '../db/tenant-directory.ts';
import { parseTenantSlug } from '../db/tenant-name.ts';
import type { AccessClaims } from './access-token.ts';
import type { DeviceStatus } from './device-status.ts';

/** The authenticated tenant, user and device of a socket. */
export interface Identity {
  readonly tenant: Pick<Tenant, 'id' | 'slug' | 'name' | 'schemaName'> & {
    /** Pool of the cluster that holds the tenant. */
    readonly pool: ClusterPool;
  };
  readonly user: Pick<DeviceStatus, 'name' | 'role'> & { readonly id: number };
  readonly device: { readonly id: number; readonly uuid: string };
}

export interface AuthenticationContext {
  readonly pool: LandlordPool;
  readonly batchedReads: {
    readonly tenants: RequestBatcher<string, Tenant>;
    readonly deviceStatuses: RequestBatcher<number, DeviceStatus>;
  };
}

/**
 * Checks in the database that the tenant is active and that neither user nor device was revoked since the token was
 * issued.
 * Throws HF_ACCESS_TOKEN_INVALID, HF_DEVICE_REVOKED, HF_USER_DEACTIVATED or the tenant's errors.
 */
export async function authenticate(
  { pool: landlord, batchedReads }: AuthenticationContext,
  claims: AccessClaims,
): Promise<Identity> {
  const slug = parseTenantSlug(claims.tenant);
  const tenant = await batchedReads.tenants.request(
    { pool: landlord, schemaName: landlordSchema.schemaName },
    slug,
  );
  if (tenant === undefined) throw new HoldfastError('HF_TENANT_UNKNOWN', { details: { tenant: slug } });
  const { id, name, schemaName } = requireActive(tenant);
  const pool = poolOf(landlord, tenant);
  const status = await batchedReads.deviceStatuses.request({ pool, schemaName }, claims.deviceId);
  if (status === undefined || status.userId !== claims.userId) {
    throw new HoldfastError('HF_ACCESS_TOKEN_INVALID');
  }
  if (status.refusal !== undefined) throw new HoldfastError(status.refusal);
  return {
    tenant: { id, slug, name, schemaName, pool },
    user: { id: status.userId, name: status.name, role: status.role },
    device: { id: status.deviceId, uuid: status.uuid },
  };
}
