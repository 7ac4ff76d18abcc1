import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';

import { findActiveTenant } from '../db/tenant-directory.ts';
import type { Tenant } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';
import type { ServerContext } from '../lifecycle/server-context.ts';
import type { AccessClaims } from './access-token.ts';
import { readDeviceStanding } from './device-standing.ts';
import type { DeviceStanding } from './device-standing.ts';

/** Who is at the other end of a socket. */
export interface Identity {
  readonly tenant: Pick<Tenant, 'id' | 'slug' | 'name' | 'schemaName'>;
  readonly user: Pick<DeviceStanding, 'name' | 'role'> & { readonly id: number };
  readonly device: { readonly id: number; readonly uuid: string };
}

/**
 * The token proved who signed in; the database says whether device, user and tenant are still welcome.
 * Throws HF_ACCESS_TOKEN_INVALID, HF_DEVICE_REVOKED, HF_USER_DEACTIVATED or the tenant's errors.
 */
export async function authenticate(server: ServerContext, claims: AccessClaims): Promise<Identity> {
  const { id, slug, name, schemaName } = await findActiveTenant(server.pool, claims.tenant);
  const [standing] = await withTenant(server.pool, schemaName, { readOnly: true }, ({ tx }) =>
    readDeviceStanding(tx, [claims.deviceId]),
  );
  if (standing === undefined || standing.userId !== claims.userId) {
    throw new HoldfastError('HF_ACCESS_TOKEN_INVALID');
  }
  if (standing.refusal !== undefined) throw new HoldfastError(standing.refusal);
  return {
    tenant: { id, slug, name, schemaName },
    user: { id: standing.userId, name: standing.name, role: standing.role },
    device: { id: standing.deviceId, uuid: standing.uuid },
  };
}
