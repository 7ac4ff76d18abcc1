import { sql } from 'drizzle-orm';
import { z } from 'zod';

import type { TenantDatabase } from '../db/with-tenant.ts';
import type { OpenConnection } from './connection-registry.ts';

export const endOfSessionsChannel = 'holdfast_end_of_sessions';

const endOfSessionsSchema = z.object({
  schemaName: z.string(),
  userId: z.number().optional(),
  deviceId: z.number().optional(),
});

/** Whose sockets end: a device's, a user's, or with neither all of the tenant's. */
export type EndOfSessions = z.infer<typeof endOfSessionsSchema>;

/** Tells every server process when this transaction commits. Only a hint: each process also looks for itself. */
export async function announceEndOfSessions(tx: TenantDatabase, end: EndOfSessions): Promise<void> {
  await tx.execute(sql`select pg_notify(${endOfSessionsChannel}, ${JSON.stringify(end)})`);
}

export function parseEndOfSessions(payload: string): EndOfSessions | undefined {
  try {
    return endOfSessionsSchema.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
}

export function isEnded(end: EndOfSessions, connection: OpenConnection): boolean {
  return (
    connection.schemaName === end.schemaName &&
    (end.userId === undefined || connection.userId === end.userId) &&
    (end.deviceId === undefined || connection.deviceId === end.deviceId)
  );
}
