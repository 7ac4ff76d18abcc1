import { HoldfastError } from '@holdfast/schema/errors/holdfast-error';
import { users } from '@holdfast/schema/tables/users';
import { eq, sql } from 'drizzle-orm';

import { recordAudit } from '../db/audit.ts';
import { poolOf } from '../db/cluster-pools.ts';
import type { LandlordPool } from '../db/cluster-pools.ts';
import { findTenant } from '../db/tenant-directory.ts';
import { withTenant } from '../db/with-tenant.ts';
import { endUserSessions } from './end-user-sessions.ts';

export interface DeactivateUserInput {
  readonly tenant: string;
  readonly email: string;
  readonly actor: string;
}

/**
 * Deactivates a user, closes the user's sockets and keeps the user's data. Throws HF_TENANT_UNKNOWN or
 * HF_USER_UNKNOWN.
 */
export async function deactivateUser(
  pool: LandlordPool,
  input: DeactivateUserInput,
): Promise<{ id: number; email: string }> {
  const tenant = await findTenant(pool, input.tenant);
  const email = input.email.toLowerCase();
  const user = await withTenant(poolOf(pool, tenant), tenant.schemaName, {}, async ({ tx }) => {
    const [changed] = await tx
      .update(users)
      .set({ isActive: false, updatedAt: sql`now()` })
      .where(eq(users.email, email))
      .returning({ id: users.id, email: users.email });
    if (changed === undefined) throw new HoldfastError('HF_USER_UNKNOWN', { details: { email } });
    await endUserSessions(tx, tenant.schemaName, changed.id);
    return changed;
  });
  const { actor } = input;
  await recordAudit(pool, {
    actor,
    action: 'user.deactivate',
    tenantId: tenant.id,
    details: { userId: user.id },
  });
  return user;
}
