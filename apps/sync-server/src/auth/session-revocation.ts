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

/** Whose sockets end: a device's, a user's, or with neither all of the tenant's. */
export type SessionRevocation = z.infer<typeof sessionRevocationSchema>;

/** Tells every server process when this transaction commits. Only a hint: each process also looks for itself. */
export async function announceSessionRevocation(tx: TenantDatabase, end: SessionRevocation): Promise<void> {
  await tx.execute(sql`select pg_notify(${sessionRevocationChannel}, ${JSON.stringify(end)})`);
}

export function parseSessionRevocation(payload: string): SessionRevocation | undefined {
  try {
    return sessionRevocationSchema.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
}

export function isRevoked(end: SessionRevocation, connection: OpenConnection): boolean {
  return (
    connection.schemaName === end.schemaName &&
    (end.userId === undefined || connection.userId === end.userId) &&
    (end.deviceId === undefined || connection.deviceId === end.deviceId)
  );
}
