import { tenants } from '@holdfast/schema/landlord/tenants';
import { and, eq, inArray } from 'drizzle-orm';

import { landlordDatabase } from '../db/landlord-database.ts';
import { withTenant } from '../db/with-tenant.ts';
import type { ServerContext } from '../lifecycle/server-context.ts';
import type { OpenConnection } from './connection-registry.ts';
import { readDeviceStanding } from './device-standing.ts';

type Server = Pick<ServerContext, 'pool' | 'connections'>;

/** Ends every socket of this process whose device, user or tenant is no longer welcome, whether or not a hint came. */
export async function sweepConnections(server: Server): Promise<number> {
  const open = server.connections.all();
  if (open.length === 0) return 0;
  const schemaNames = [...new Set(open.map((connection) => connection.schemaName))];
  const active = await landlordDatabase(server.pool)
    .select({ schemaName: tenants.schemaName })
    .from(tenants)
    .where(and(inArray(tenants.schemaName, schemaNames), eq(tenants.status, 'active')));

  const welcome = new Set<OpenConnection>();
  for (const { schemaName } of active) {
    const connections = open.filter((connection) => connection.schemaName === schemaName);
    const standings = await withTenant(server.pool, schemaName, { readOnly: true }, ({ tx }) =>
      readDeviceStanding(
        tx,
        connections.map((connection) => connection.deviceId),
      ),
    );
    const allowed = new Set(standings.filter((row) => row.refusal === undefined).map((row) => row.deviceId));
    for (const connection of connections) if (allowed.has(connection.deviceId)) welcome.add(connection);
  }
  const looked = new Set(open);
  return server.connections.end(
    (connection) => looked.has(connection) && !welcome.has(connection),
    'no longer signed in',
  );
}
