import { devices } from '@holdfast/schema/tables/devices';
import { refreshTokens } from '@holdfast/schema/tables/refresh-tokens';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';

import { announceSessionRevocation } from '../auth/session-revocation.ts';
import type { TenantDatabase } from '../db/with-tenant.ts';

/** Revokes all refresh tokens of a user and closes the sockets; every device has to sign in again. */
export async function endUserSessions(tx: TenantDatabase, schemaName: string, userId: number): Promise<void> {
  const ofUser = tx.select({ id: devices.id }).from(devices).where(eq(devices.userId, userId));
  await tx
    .update(refreshTokens)
    .set({ revokedAt: sql`now()` })
    .where(and(inArray(refreshTokens.deviceId, ofUser), isNull(refreshTokens.revokedAt)));
  await announceSessionRevocation(tx, { schemaName, userId });
}
