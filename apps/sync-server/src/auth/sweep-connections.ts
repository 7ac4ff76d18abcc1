import { poolOf } from '../db/cluster-pools.ts';
import { findTenantsBySchema } from '../db/tenant-directory.ts';
import type { Tenant } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';
import type { ConnectionContext } from './auth-context.ts';
import type { OpenConnection } from './connection-registry.ts';
import { readDeviceStatuses } from './device-status.ts';

/**
 * Closes every socket of this process whose device, user or tenant is no longer active, and returns their number.
 * It does not depend on notifications, which can be lost.
 */
export async function sweepConnections(server: ConnectionContext): Promise<number> {
  const open = server.connections.all();
  if (open.length === 0) return 0;
  const tenants = await findTenantsBySchema(server.pool, [...new Set(open.map(schemaOf))]);
  const active = tenants.filter((tenant) => tenant.status === 'active');

  const kept = new Set<OpenConnection>();
  for (const tenant of active) {
    const connections = open.filter((connection) => schemaOf(connection) === tenant.schemaName);
    const allowed = await readAllowed(server, tenant, connections);
    for (const connection of connections) {
      if (allowed === 'unknown' || allowed.has(connection.deviceId)) kept.add(connection);
    }
  }
  const checked = new Set(open);
  return server.connections.closeMatching(
    (connection) => checked.has(connection) && !kept.has(connection),
    'no longer signed in',
  );
}

/** Ids of the active devices; 'unknown' while the tenant is being moved or its cluster is unreachable. */
async function readAllowed(
  { pool, logger }: ConnectionContext,
  tenant: Tenant,
  connections: readonly OpenConnection[],
): Promise<ReadonlySet<number> | 'unknown'> {
  if (tenant.movingToClusterId !== null) return 'unknown';
  const deviceIds = connections.map((connection) => connection.deviceId);
  try {
    const statuses = await withTenant(poolOf(pool, tenant), tenant.schemaName, { readOnly: true }, ({ tx }) =>
      readDeviceStatuses(tx, deviceIds),
    );
    return new Set(statuses.filter((row) => row.refusal === undefined).map((row) => row.deviceId));
  } catch (error) {
    logger.warn({ err: error, tenant: tenant.slug }, 'checking a tenant for revoked devices failed');
    return 'unknown';
  }
}

function schemaOf({ schemaName }: OpenConnection): string {
  return schemaName;
}
