import { sql } from 'drizzle-orm';
import { z } from 'zod';

import type { TenantDatabase } from '../db/with-tenant.ts';
import type { OpenConnection } from './connection-registry.ts';

export const sessionRevocationChannel = 'holdfast_end_of_sessions';

const sessionRevocationSchema = z.object({
  schemaName: z.string(),
  userId: z.number().optional(),
  deviceId: z.number().optional(),
});

/** Selects the sockets to close: those of a device, of a user, or, with neither, all of the tenant. */
export type SessionRevocation = z.infer<typeof sessionRevocationSchema>;

/**
 * Notifies every server process when this transaction commits. The notification is a hint: each process also sweeps its
 * connections periodically.
 */
export async function announceSessionRevocation(
  tx: TenantDatabase,
  revocation: SessionRevocation,
): Promise<void> {
  await tx.execute(sql`select pg_notify(${sessionRevocationChannel}, ${JSON.stringify(revocation)})`);
}

/** Parses a notification's payload; undefined if it is malformed. */
export function parseSessionRevocation(payload: string): SessionRevocation | undefined {
  try {
    return sessionRevocationSchema.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
}

/** True if the revocation covers the connection. */
export function isRevoked(revocation: SessionRevocation, connection: OpenConnection): boolean {
  return (
    connection.schemaName === revocation.schemaName &&
    (revocation.userId === undefined || connection.userId === revocation.userId) &&
    (revocation.deviceId === undefined || connection.deviceId === revocation.deviceId)
  );
}
